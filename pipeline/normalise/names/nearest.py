"""The known names most like one that is not known: what a person may have meant."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from pipeline.normalise.names.bodies import Bodies

#: Below this, names have no more in common than 局 and the word for the place.
_ALIKE = 60
_MOST = 3


def nearest(form: str, bodies: Bodies) -> tuple[str, ...]:
    """At most three canonical names, the most alike first, then by code point; none where no known
    form is like this one."""
    best: dict[str, float] = {}
    for known, score, _ in process.extract(
        form, bodies.forms.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=None
    ):
        for body in bodies.forms[known]:
            best.setdefault(body.name, score)  # the most alike come first
    ordered = sorted(best, key=lambda name: (-best[name], name))
    return tuple(ordered[:_MOST])
