"""What changed between two revisions of a list.

The steps, each in its room: ``content`` (what an item says, apart from how it is printed) ->
``match`` (which old item is which new one) -> ``regroup`` (splits and merges) -> ``compare``
(what changed inside a pair) -> ``record`` (the JSON form) -> ``prove`` (the record turns OLD into
NEW and back) -> the ``show_*`` modules and ``patch``.
"""
