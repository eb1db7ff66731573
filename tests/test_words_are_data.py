"""A pattern of a stage holds grammar; the words are in ``pipeline/lexicon/words.csv``."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from pipeline.base.text import is_han

ROOT = Path(__file__).parent.parent / "pipeline"
STAGES = ("read", "locate", "normalise", "correct", "check")
#: What patterns may spell out: numerals, 第…页/项/条, 共…项, the parts of a date.
GRAMMAR = frozenset("〇○零一二三四五六七八九十百第共页项条年月日")
TAKE_A_PATTERN = frozenset(
    {"compile", "match", "search", "fullmatch", "sub", "split", "finditer", "findall"}
)

#: Words that patterns still spell out, by module, each with the reason. This list may only become
#: shorter: a word goes to ``words.csv``, its module takes it from there with ``Lexicon.any_of``.
REMAINING: Mapping[str, tuple[str, str]] = {
    "locate/cover.py": (
        "kinds of places as a cover prints them: to come from place_kinds.csv and words.csv",
        "上级 乡 关于 农 区 县 园区 园艺 国营 地区 地区办事处 场 基本 履职 "
        "履行职责 市 开发区 收回 旗 林 林区 民族乡 民族苏木 渔 牧 特区 盟 "
        "种畜 管委会 管理委员会 自治县 自治州 自治旗 良种 苏木 茶 街道 "
        "街道办事处 配合 镇 附件",
    ),
}


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
    _, allowed = REMAINING.get(str(path.relative_to(ROOT)), ("", ""))
    assert words(path) <= set(allowed.split())


@pytest.mark.parametrize("module", sorted(REMAINING))
def test_what_remains_still_stands_there(module: str) -> None:
    assert words(ROOT / module), f"{module} holds no words any more: take it off the list"


def test_words_are_seen_in_every_shape_of_a_pattern(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        'import re\nENDS = "局|委"\nA = re.compile(rf"第[一二]{1}(?:{ENDS})牵头")\n'
        'def b(text):\n    return re.sub("配合" "部门", "x", text) or re.match(r"\\d年", text)\n'
        'C = "不是模式".split("是")\n',
        encoding="utf-8",
    )
    assert words(module) == {"局", "委", "牵头", "配合部门"}
