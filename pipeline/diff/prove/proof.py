"""No diff is returned that does not turn OLD into NEW and NEW back into OLD."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.diff.change import Diff
from pipeline.diff.content import ItemContent
from pipeline.diff.prove.apply import ProofError, apply
from pipeline.diff.prove.record import content_record, record_of


def prove(diff: Diff, old: Mapping[str, ItemContent], new: Mapping[str, ItemContent]) -> None:
    """Raise ProofError unless the diff's JSON form holds exactly what changed."""
    before, after = (
        {key: content_record(content) for key, content in contents.items()}
        for contents in (old, new)
    )
    record = record_of(diff)
    if apply(record, before, "forwards") != after:
        raise ProofError("比较结果未通过验证：由旧清单套用变化得不到新清单；请报告此问题")
    if apply(record, after, "backwards") != before:
        raise ProofError("比较结果未通过验证：由新清单倒推得不到旧清单；请报告此问题")
