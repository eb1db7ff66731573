"""Names that a person writes -> departments of the registry, or a refusal with the nearest ones."""

from __future__ import annotations

from typing import Protocol

from pipeline.correct.address import Refused
from pipeline.model import Department, Understood


class Registry(Protocol):
    """The departments of the document's place."""

    def understand(self, text: str) -> tuple[Understood, ...]:
        """The names of a text as a department cell would print them (甲局、乙局), in order."""

    def opening(self, text: str) -> tuple[Understood, ...]:
        """The departments that open a sentence."""


def departments(text: str, registry: Registry) -> tuple[Understood, ...]:
    """The departments that a text names; none for an empty text. Raises Refused, with the nearest
    names, when one of them is none."""
    found = registry.understand(text) if text else ()
    for each in found:
        if each.body is None:
            name = each.ref.as_printed
            if each.candidates:
                raise Refused(name=name, candidates="、".join(each.candidates))
            raise Refused(name=name, nearest="、".join(each.nearest) or "（没有）")
    return found


def one_body(text: str, registry: Registry) -> Department | None:
    """The department that a heading names; None for any other heading."""
    found = registry.understand(text) if text else ()
    return found[0].body if len(found) == 1 else None
