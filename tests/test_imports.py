"""Who may know whom, computed from the imports; the linter's contracts say the same of departments."""

from collections import defaultdict
from pathlib import Path

import pytest

from tests import house

#: Inside a feature imports point down: a module imports none of a higher rank.
RANK = {
    "models": 0,
    "services": 1,
    "forms": 2,
    "handlers": 3, "tasks": 3, "admin": 3, "views": 3, "api": 3,
    "messages": 3, "invariants": 3, "privacy": 3,
    "urls": 4,
}  # fmt: skip
CODE = (*house.DEPARTMENTS, house.KERNEL)


def test_nobody_imports_through_an_index():
    indexes = {f"{department}.{index}" for department in house.DEPARTMENTS for index in house.INDEXES}
    through = [
        f"{path} imports {name}"
        for path in house.modules(*CODE, "tests")
        for name in house.imports(path)
        if name in indexes
    ]
    assert through == []


def feature_of(name: str) -> str:
    """The feature a module belongs to; a package inside a feature (one gateway) is one of its own."""
    _, *parts = name.split(".")
    inner = ".".join(name.split(".")[:3])
    return ".".join(parts[:2]) if inner in PACKAGES else parts[0]


PACKAGES = {house.dotted(path) for path in house.modules(*CODE) if path.name == "__init__.py"}


@pytest.mark.parametrize("department", CODE)
def test_features_of_one_department_form_no_cycle(department):
    edges: dict[str, set[str]] = defaultdict(set)
    for (owner, _), paths in house.features().items():
        for path in paths if owner == department else ():
            inside = [name for name in house.ours(path) if name.startswith(f"{department}.")]
            here = feature_of(house.dotted(path))
            edges[here] |= {feature_of(name) for name in inside} - {here}
    assert house.cycle(edges) == []


def test_inside_a_feature_imports_point_down():
    upward = [
        f"{path} imports {name}"
        for (department, feature), paths in house.features().items()
        for path in paths
        for name in house.ours(path)
        if name.startswith(f"{department}.{feature}.")
        and RANK.get(path.stem, 99) < RANK.get(name.rpartition(".")[2], -1)
    ]
    assert upward == []


def test_the_kernel_knows_no_department():
    composition = [[name] for name in house.COMPOSITION]
    upward = [
        f"{path} imports {name}"
        for path in house.modules(house.KERNEL)
        if path.with_suffix("").parts[1] not in house.COMPOSITION
        for name in house.ours(path)
        if name.split(".")[0] in house.DEPARTMENTS or name.split(".")[1:2] in composition
    ]
    assert upward == []


def test_every_model_is_in_its_departments_index():
    for (department, _), paths in house.features().items():
        for path in paths:
            if path.stem == "models" and department in CODE:
                index = Path(department, "models.py")
                assert house.dotted(path) in set(house.imports(index)), f"{path} is not in {index}"
    assert house.features()


def test_a_cycle_would_be_found():
    assert house.cycle({"a": {"b"}, "b": {"c"}, "c": {"a"}}) == ["a", "b", "c", "a"]
    assert house.cycle({"a": {"b", "c"}, "b": {"c"}}) == []
