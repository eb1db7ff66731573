"""The house rules that a machine can check."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from msgspec.structs import fields

from pipeline.check.schema import load_schema
from pipeline.lexicon.findings import wordings
from pipeline.model import Code, Department, DepartmentRef, Document, Duty, Finding, Item, Meta
from pipeline.read import READERS
from pipeline.read.kind import Kind
from pipeline.tables import tables

ROOT = Path(__file__).parent.parent
#: From the ground up: a module imports only what stands before it, or its own row's foundations.
FLOORS = (
    ("base",),
    ("model",),
    ("lexicon", "tables"),
    ("read", "locate", "normalise", "correct", "check", "site"),
    ("originals", "sources", "ledger"),
    ("write", "store"),
    ("diff", "postgres", "export", "ask"),
    ("build", "picture", "serve"),
    ("audit",),
    ("commands",),
    ("cli",),
)
FLOOR = {name: number for number, names in enumerate(FLOORS) for name in names}


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}
    names |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    return {name.split(".")[1] for name in names if name.startswith("pipeline.")}


def modules() -> list[Path]:
    return sorted((ROOT / "pipeline").rglob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    own = path.relative_to(ROOT / "pipeline").parts[0].removesuffix(".py")
    if own == "__init__":
        return
    allowed = {name for name in FLOOR if FLOOR[name] <= FLOOR[own]}
    assert imports(path) - {own} <= allowed
    stages = {"read", "locate", "normalise", "correct", "check"}
    assert own not in stages or not imports(path) & (stages - {own})


TYPES = {
    "item": Item,
    "duty": Duty,
    "department_ref": DepartmentRef,
    "department": Department,
    "finding": Finding,
}


@pytest.mark.parametrize("name", TYPES)
def test_the_document_schema_and_the_types_agree(name: str) -> None:
    definition = load_schema("document")["$defs"][name]
    assert list(definition["properties"]) == [field.name for field in fields(TYPES[name])]
    assert definition["required"] == list(definition["properties"])


def test_the_table_schemas_and_the_tables_agree() -> None:
    for table in tables(()):
        schema = load_schema(table.name)
        assert sorted(schema["properties"]) == sorted(column.name for column in table.columns)
    meta = load_schema("document")["properties"]["document"]
    assert list(meta["properties"]) == [field.name for field in fields(Meta)]
    top = load_schema("document")["properties"]
    assert list(top) == ["document", *[field.name for field in fields(Document)][1:]]


def test_schemas_are_valid_and_speak_both_languages() -> None:
    def titles(node: object) -> list[str]:
        if isinstance(node, list):
            return [title for part in node for title in titles(part)]
        if not isinstance(node, dict):
            return []
        own = [node["title"]] if isinstance(node.get("title"), str) else []
        return own + [title for part in node.values() for title in titles(part)]

    for path in sorted((ROOT / "schemas").glob("*.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        for title in titles(schema):
            assert re.search(r"[\u4e00-\u9fff].* / .*[A-Za-z]", title), (path.name, title)


def test_every_finding_code_has_its_words_and_is_documented_and_made() -> None:
    page = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    documented = dict(re.findall(r"^\| `([a-z-]+)` \| (\w+)", page, re.MULTILINE))
    severities = {code.value: wording.severity for (code, _), wording in wordings().items()}
    assert documented == severities
    assert set(severities) == {code.value for code in Code}
    source = "".join(
        path.read_text(encoding="utf-8") for path in modules() if path.name != "finding.py"
    )
    for code in Code:
        made = f"Code.{code.name}" in source or f'"{code.value}"' in source
        assert made, f"{code} is documented and never found"


def test_findings_are_made_in_one_place() -> None:
    for path in modules():
        if path.name != "findings.py":
            assert not re.search(r"(?<!class )\bFinding\(", path.read_text(encoding="utf-8")), path


def test_every_command_and_reader_is_in_the_readme() -> None:
    from pipeline.cli import COMMANDS

    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for command in COMMANDS:
            assert f"qingdan {command}" in text, (name, command)
    forms = (ROOT / "docs/forms.md").read_text(encoding="utf-8")
    assert set(READERS) == set(Kind)
    for kind, form in READERS.items():
        assert f"| `{kind}` | {form.title}" in forms, kind


def test_the_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from pipeline.cli import group; group.main(['--help'], standalone_mode=False);"
    )
    heavy = "{'pandas','numpy','pyarrow','scipy','jieba','rjieba','pdfplumber','yaml','jsonschema'}"
    done = subprocess.run(
        [sys.executable, "-c", f"{code} assert not {heavy} & set(sys.modules)"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "build" in done.stdout


def test_modules_and_functions_are_short() -> None:
    for path in modules():
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 300, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno:
                assert node.end_lineno - node.lineno < 40, (path, node.name)


def test_every_room_is_on_the_plan() -> None:
    plan = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for room in sorted({path.relative_to(ROOT / "pipeline").parts[0] for path in modules()}):
        assert room in plan or room == "__init__.py", room


def test_no_module_tells_the_time_or_rolls_dice() -> None:
    banned = re.compile(r"\b(?:time\.time|datetime\.now|date\.today|random\.\w+|uuid4)\(")
    for path in modules():
        assert not banned.search(path.read_text(encoding="utf-8")), path
