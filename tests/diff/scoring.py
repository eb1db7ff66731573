"""How much of a known truth a diff has found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from revisions import Truth

from pipeline.diff.change import KINDS, Diff


@dataclass
class Score:
    """Counts over several revisions: of pairs, and of each kind (a change that names the right
    kind for the wrong items is wrong)."""

    right: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def add(self, found: Diff, truth: Truth) -> None:
        """Count one more revision."""
        old, new = f"{found.old.document_id}/", f"{found.new.document_id}/"
        self._count("pairs", {(old + a, new + b) for a, b in found.pairs}, set(truth.pairs))
        told = {
            (kind, frozenset(old + one.key for one in change.old),
             frozenset(new + one.key for one in change.new))
            for change in found.changes
            for kind in change.kinds
        }  # fmt: skip
        wanted = {(kind, *sides) for *sides, kinds in truth.changes for kind in kinds}
        for kind in KINDS:
            self._count(
                kind, {one for one in told if one[0] == kind}, {x for x in wanted if x[0] == kind}
            )

    def _count(self, name: str, told: set[object], wanted: set[object]) -> None:
        self.right[name] += len(told & wanted)
        self.false[name] += len(told - wanted)
        self.missed[name] += len(wanted - told)

    def precision(self, *names: str) -> float:
        """What share of what was told is true."""
        right = sum(self.right[name] for name in names)
        return right / max(1, right + sum(self.false[name] for name in names))

    def recall(self, *names: str) -> float:
        """What share of what is true was told."""
        right = sum(self.right[name] for name in names)
        return right / max(1, right + sum(self.missed[name] for name in names))

    def f1(self, *names: str) -> float:
        """The harmonic mean of both."""
        p, r = self.precision(*names), self.recall(*names)
        return 2 * p * r / (p + r) if p + r else 0.0

    def table(self) -> str:
        """A line for pairs, for each kind and for all kinds."""
        lines = [f"{'':22}{'right':>7}{'false':>7}{'missed':>7}{'P':>9}{'R':>9}{'F1':>9}"]
        groups = [("pairs", ["pairs"]), *((kind, [kind]) for kind in KINDS)]
        groups += [
            ("all kinds", [*KINDS]),
            ("all but renumbered", [kind for kind in KINDS if kind != "renumbered"]),
        ]
        for title, names in groups:
            counts = (
                sum(counter[name] for name in names)
                for counter in (self.right, self.false, self.missed)
            )
            rates = (self.precision(*names), self.recall(*names), self.f1(*names))
            lines.append(
                f"{title:22}"
                + "".join(f"{count:>7}" for count in counts)
                + "".join(f"{rate:>9.4f}" for rate in rates)
            )
        return "\n".join(lines)
