"""A diff as JSON, checked against its published schema before anybody sees it."""

from __future__ import annotations

import json

from pipeline.check.schema import load_schema
from pipeline.diff.change import Diff
from pipeline.diff.prove.apply import ProofError
from pipeline.diff.prove.record import record_of


def show_json(diff: Diff) -> str:
    """The JSON form; raises ProofError when it is not what the schema promises."""
    import jsonschema_rs

    record = record_of(diff)
    for error in jsonschema_rs.Draft202012Validator(dict(load_schema("diff"))).iter_errors(record):
        place = "/".join(map(str, error.instance_path))
        raise ProofError(f"比较结果不符合 diff.schema.json，{place}：{error.message}；请报告此问题")
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
