"""What the code imports is declared, with a lowest version, and the constraints are in step."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUN = [Requirement(each) for each in PROJECT["dependencies"]]
EXTRAS = {
    name: [Requirement(each) for each in group]
    for name, group in PROJECT["optional-dependencies"].items()
}


def imported() -> set[str]:
    """The top names of every module that the package imports, inside functions too."""
    names = set()
    for path in (ROOT / "pipeline").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {each.name.partition(".")[0] for each in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.partition(".")[0])
    return names - sys.stdlib_module_names - {"pipeline"}


def test_every_import_is_declared() -> None:
    users = [each for name, group in EXTRAS.items() if name != "dev" for each in group]
    declared = {canonicalize_name(each.name) for each in (*RUN, *users)}
    distributions = packages_distributions()
    for name in imported():
        owners = {canonicalize_name(each) for each in distributions[name]}
        assert owners & declared, name


def test_every_dependency_has_a_lowest_version_that_the_constraint_meets() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pinned = {
        canonicalize_name(name): version
        for name, version in re.findall(r"^([\w.-]+)==(\S+)$", text, re.MULTILINE)
    }
    for each in (*RUN, *(one for group in EXTRAS.values() for one in group)):
        assert any(part.operator == ">=" for part in each.specifier), each.name
        assert each.specifier.contains(pinned[canonicalize_name(each.name)]), each.name
