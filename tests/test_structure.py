"""The measures of the house; whatever outgrows one is split before it lands."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import house

MODULE, VIEW, TEMPLATE, FEATURE, TEST_FILE, COMPLEXITY = 300, 25, 200, 1200, 250, 8

TOP = {
    "manage.py", "pyproject.toml", "README.md", "CHANGELOG.md", "Makefile", "Procfile", "compose.yaml",
    "LICENSE", "requirements.in", "requirements.txt", "requirements-dev.in", "requirements-dev.txt",
    ".gitignore", "Dockerfile", ".dockerignore", ".env.example", ".ci", ".gitattributes",
    "minishop", "catalog", "members", "orders", "payments", "templates", "tests",
}  # fmt: skip
BANNED_NAMES = {"utils", "util", "helpers", "helper", "managers", "selectors", "common", "misc", "signals"}
BANNED_IMPORTS = ("django.db.models.signals", "django.dispatch", "django.core.signals")
CODE = (*house.DEPARTMENTS, house.KERNEL)


def test_the_top_level_holds_what_it_should_and_nothing_else():
    assert {path.parts[0] for path in house.files()} - TOP == set()


def test_no_module_is_longer_than_its_measure():
    too_long = {str(path): n for path in house.modules(*CODE) if (n := house.lines(path)) > MODULE}
    assert too_long == {}


def test_no_test_file_is_longer_than_its_measure():
    too_long = {str(path): n for path in house.modules("tests") if (n := house.lines(path)) > TEST_FILE}
    assert too_long == {}


def test_no_template_is_longer_than_its_measure():
    templates = [path for path in house.files() if path.parts[0] == "templates"]
    assert {str(path): n for path in templates if (n := house.lines(path)) > TEMPLATE} == {}


def test_no_feature_folder_is_two_features():
    sizes = {"/".join(feature): sum(map(house.lines, paths)) for feature, paths in house.features().items()}
    assert {name: size for name, size in sizes.items() if size > FEATURE} == {}


def views(path: Path) -> Iterator[ast.FunctionDef]:
    """Functions whose first argument, or second after self, is a request."""
    for node in ast.walk(house.tree(path)):
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args if argument.arg != "self"]
            if names[:1] == ["request"]:
                yield node


def test_no_view_does_more_than_a_view_should():
    too_long = {
        f"{path}:{view.name}": length
        for path in house.modules(*CODE)
        if "views" in path.stem or "views" in path.parts
        for view in views(path)
        if (length := (view.end_lineno or 0) - view.lineno + 1) > VIEW
    }
    assert too_long == {}


def test_functions_are_kept_simple_by_the_linter():
    settings = tomllib.loads((house.ROOT / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]
    assert "C90" in settings["select"]
    assert settings["mccabe"]["max-complexity"] == COMPLEXITY
    excused = [str(path) for path in house.modules(*CODE) if "C901" in (house.ROOT / path).read_text()]
    assert excused == []


def test_no_file_has_a_name_that_says_nothing():
    assert [str(path) for path in house.modules(*CODE, "tests") if path.stem in BANNED_NAMES] == []


def test_nothing_reacts_to_signals():
    users = [
        f"{path} imports {name}"
        for path in house.modules(*CODE)
        for name in house.imports(path)
        if name.startswith(BANNED_IMPORTS)
    ]
    assert users == []


def is_index_entry(node: ast.stmt) -> bool:
    """A docstring, an import, or the list that Django or the linter reads."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.AnnAssign):
        return getattr(node.target, "id", "") == "urlpatterns"
    if isinstance(node, ast.Assign):
        names = {getattr(target, "id", "") for target in node.targets}
        return names <= {"__all__", "urlpatterns", "app_name"}
    return isinstance(node, ast.Import | ast.ImportFrom)


@pytest.mark.parametrize("department", house.DEPARTMENTS)
def test_an_index_holds_imports_and_includes_only(department):
    for index in house.INDEXES:
        path = Path(department, f"{index}.py")
        if (house.ROOT / path).exists():
            extra = [ast.unparse(node) for node in house.tree(path).body if not is_index_entry(node)]
            assert extra == [], path


def test_every_feature_is_a_package_with_something_in_it():
    for feature, paths in house.features().items():
        names = {path.name for path in paths}
        assert "__init__.py" in names, feature
        empty = [str(path) for path in paths if path.name != "__init__.py" and not house.lines(path)]
        assert empty == []
