"""The department names of one place: what a printed name means, and how joined names are split.

This is what the rest of ``normalise`` asks. The table of forms is in ``bodies``, the reading of a
department cell in ``column``. A name that means two bodies means nothing: the caller gets the
candidates and writes a finding.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import Self

from pipeline.base.text import compact
from pipeline.lexicon import Lexicon
from pipeline.model import Department, DepartmentRef, Place
from pipeline.normalise.names.bodies import bodies_of, claimants, with_composites
from pipeline.normalise.names.column import Resolution, bare_name, read_column
from pipeline.normalise.names.grammar import grammar_of, is_generic

__all__ = ["Names", "Resolution"]


class Names:
    """The department names of one place, as its document may print them. It never changes:
    ``learn`` returns another. What a cell came to is kept, for the same few cells come again."""

    def __init__(
        self, lexicon: Lexicon, place: Place, prefecture_aliases: Iterable[str], text: str
    ) -> None:
        """``text`` is all text of the document without white space: see ``bodies_of``."""
        self.bodies = bodies_of(lexicon, place, tuple(prefecture_aliases), text)
        self.grammar = grammar_of(lexicon)
        self._read: dict[str, tuple[Resolution, ...]] = {}
        self._near: dict[str, tuple[str, ...]] = {}

    def learn(self, refs: Iterable[DepartmentRef]) -> Self:
        """The names with those of composite bodies (商务科技和工业信息化局) that the columns of the
        document print, so that their short forms are known in its duties."""
        learnt = copy(self)
        learnt.bodies = with_composites(self.bodies, (ref.name for ref in refs if ref.name))
        learnt._read, learnt._near = {}, {}
        return learnt

    def lookup(self, form: str) -> tuple[Department, ...]:
        """The bodies that a form without white space may mean: none, one, or several."""
        return self.bodies.lookup(form)

    def canonical(self, name: str) -> tuple[Department, ...]:
        """The bodies of a canonical name: exactly one for every name this class gave out."""
        return tuple(body for body in self.lookup(name) if body.name == name)

    def longest_at(self, text: str, start: int, end: int | None = None) -> str | None:
        """The longest form that stands in ``text`` at ``start`` and ends at ``end`` at most."""
        return self.bodies.longest_at(text, start, end)

    def is_bare(self, form: str) -> bool:
        """Whether a form lacks any word of place (农业农村局)."""
        return form in self.bodies.bare

    def is_generic(self, form: str) -> bool:
        """Whether a form names no particular body (相关部门, 公安机关)."""
        return is_generic(form, self.grammar, self.bodies)

    def is_county_department(self, body: Department) -> bool:
        """Whether a body is a department of the county: no leadership (县委), and no place where
        people go to be served (县政务中心)."""
        return (
            body.level == "county"
            and body.department_id not in self.bodies.leadership
            and not body.department_id.endswith(self.grammar.service_endings)
        )

    def split(self, printed: str) -> tuple[Resolution, ...]:
        """A department cell -> its names in order, white space ignored."""
        if printed not in self._read:
            self._read[printed] = read_column(printed, self.bodies, self.grammar)
        return self._read[printed]

    def resolve(self, printed: str) -> Resolution:
        """One printed name -> what it means here; nothing where it is several names."""
        found = self.split(printed)
        if len(found) == 1:
            return found[0]
        ref = DepartmentRef(department_id=None, name=None, as_printed=compact(printed))
        return Resolution(ref, generic=self.is_generic(ref.as_printed))

    def claimants(self, printed: str) -> tuple[str, ...]:
        """The full names of the bodies that share a printed name and that the document does not
        name in full: it means none of them."""
        return claimants(self.bodies, bare_name(printed, self.bodies, self.grammar))

    def nearest(self, printed: str) -> tuple[str, ...]:
        """The canonical names whose forms are most like a name that is not known, best first; three
        at most. Of many rows that print the same, only the first looks for them."""
        from pipeline.normalise.names.nearest import nearest

        if printed not in self._near:
            form = bare_name(printed, self.bodies, self.grammar)
            self._near[printed] = nearest(form, self.bodies)
        return self._near[printed]
