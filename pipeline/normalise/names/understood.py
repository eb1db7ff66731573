"""The registry of a place for those who are not of this stage: a person's corrections."""

from __future__ import annotations

from msgspec import Struct

from pipeline.model import Understood
from pipeline.normalise.names.mentions import opening
from pipeline.normalise.names.registry import Names, Resolution


class Register(Struct, frozen=True):
    """What names mean in one document."""

    names: Names

    def understand(self, text: str) -> tuple[Understood, ...]:
        """The names of a text as a department cell would print them (甲局、乙局), in order; each
        character but the separators stands in one."""
        return tuple(self._understood(each) for each in self.names.split(text))

    def opening(self, text: str) -> tuple[Understood, ...]:
        """The departments that open a sentence, as far as each means one body."""
        found = (
            self._understood(self.names.resolve(each.form)) for each in opening(text, self.names)
        )
        return tuple(each for each in found if each.body is not None)

    def _understood(self, resolution: Resolution) -> Understood:
        ref = resolution.ref
        if ref.name is not None:
            return Understood(ref=ref, body=self.names.canonical(ref.name)[0])
        return Understood(
            ref=ref,
            body=None,
            candidates=resolution.candidates,
            nearest=self.names.nearest(ref.as_printed),
        )
