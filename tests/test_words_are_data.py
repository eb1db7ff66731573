"""A pattern of a stage holds grammar; the words are in ``pipeline/lexicon/words.csv``."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from pipeline.base.text import is_han

ROOT = Path(__file__).parent.parent / "pipeline"
STAGES = ("read", "locate", "normalise", "correct", "check")
#: What patterns may spell out: numerals, 第…页/项/条, 共…项, 1至3, the parts of a date.
GRAMMAR = frozenset(
    "〇○零一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾佰甲乙丙丁两几第共至页项条年月日"
)
TAKE_A_PATTERN = frozenset(
    {"compile", "match", "search", "fullmatch", "sub", "split", "finditer", "findall"}
)


def patterns(path: Path) -> Iterator[str]:
    """The literal text of every pattern in a module, with the constants that it names."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and is_of_re(node.func):
            yield "\n".join(literals(node.args[0], constants))


def is_of_re(function: ast.expr) -> bool:
    return (
        isinstance(function, ast.Attribute)
        and function.attr in TAKE_A_PATTERN
        and isinstance(function.value, ast.Name)
        and function.value.id == "re"
    )


def literals(node: ast.expr, constants: Mapping[str, ast.expr]) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value
        elif isinstance(part, ast.Name) and part.id in constants:
            yield from literals(constants[part.id], {})


def modules() -> list[Path]:
    return [path for stage in STAGES for path in sorted((ROOT / stage).rglob("*.py"))]


def words(path: Path) -> set[str]:
    """The runs of Chinese characters in a module's patterns that are no grammar."""
    text = "\n".join(patterns(path))
    runs = "".join(c if is_han(c) and c not in GRAMMAR else " " for c in text)
    return set(runs.split())


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_patterns_hold_no_vocabulary(path: Path) -> None:
    assert words(path) == set()


def test_words_are_seen_in_every_shape_of_a_pattern(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        'import re\nENDS = "局|委"\nA = re.compile(rf"第[一二]{1}(?:{ENDS})牵头")\n'
        'def b(text):\n    return re.sub("配合" "部门", "x", text) or re.match(r"\\d年", text)\n'
        'C = "不是模式".split("是")\n',
        encoding="utf-8",
    )
    assert words(module) == {"局", "委", "牵头", "配合部门"}
