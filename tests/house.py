"""The house as text: which files there are, what they define, whom they import."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEPARTMENTS = ("catalog", "members", "orders", "payments")
KERNEL = "minishop"
#: What may know everything: it puts the house together, or gives commands to it.
COMPOSITION = {"urls", "celery", "wsgi", "asgi", "demo", "management"}
INDEXES = {
    "models", "admin", "tasks", "handlers", "urls", "api", "invariants", "messages", "privacy", "figures",
    "sheets", "sitemaps",
}  # fmt: skip
NOT_OURS = {"migrations", "management", "templatetags"}


@cache
def files() -> list[Path]:
    """Every file of the tree as git sees it, new ones included, relative to the root."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return sorted(path for line in set(listed.stdout.splitlines()) if (ROOT / (path := Path(line))).is_file())


def modules(*tops: str) -> list[Path]:
    """Python files under these top folders, except generated migrations."""
    return [
        path
        for path in files()
        if path.suffix == ".py" and path.parts[0] in tops and "migrations" not in path.parts
    ]


def features() -> dict[tuple[str, str], list[Path]]:
    """The modules of each feature folder, by department and feature."""
    found: dict[tuple[str, str], list[Path]] = {}
    for path in modules(*DEPARTMENTS, KERNEL):
        if len(path.parts) > 2 and path.parts[1] not in NOT_OURS:
            found.setdefault((path.parts[0], path.parts[1]), []).append(path)
    return found


def lines(path: Path) -> int:
    return len((ROOT / path).read_text().splitlines())


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(), filename=str(path))


def dotted(path: Path) -> str:
    """The module's name: `orders.stock.services`; a package is named without `__init__`."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


@cache
def known() -> frozenset[str]:
    return frozenset(dotted(path) for path in modules(*DEPARTMENTS, KERNEL))


def imports(path: Path) -> Iterator[str]:
    """Names of our own modules this one imports, wherever in it: `from a import b` is `a.b` if a module."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in known() else node.module


def ours(path: Path) -> Iterator[str]:
    return (name for name in imports(path) if name.split(".")[0] in (*DEPARTMENTS, KERNEL))


def cycle(edges: dict[str, set[str]]) -> list[str]:
    """One cycle of the graph, its first node repeated at the end, or nothing."""
    done: set[str] = set()

    def visit(node: str, path: list[str]) -> list[str]:
        if node in path:
            return [*path[path.index(node) :], node]
        if node in done:
            return []
        for target in sorted(edges.get(node, ())):
            if found := visit(target, [*path, node]):
                return found
        done.add(node)
        return []

    return next((found for node in sorted(edges) if (found := visit(node, []))), [])
