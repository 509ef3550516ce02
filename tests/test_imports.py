"""Modules import one another in one direction only, at their head or late."""

import ast
from pathlib import Path

import networkx as nx
import pytest

import regionpb

ROOT = Path(regionpb.__file__).parent


def module_of(path):
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in ROOT.rglob("*.py")}


def imported(node):
    """The modules of the package that an import statement names."""
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names} & MODULES.keys()
    if isinstance(node, ast.ImportFrom) and node.module in MODULES:
        return {name if (name := f"{node.module}.{a.name}") in MODULES else node.module for a in node.names}
    return set()


def imports(source):
    """The modules that a module imports when it runs, wherever in it that is written."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    return {name for node in ast.walk(tree) for name in imported(node)}


def cycles(graph):
    return [sorted(group) for group in nx.strongly_connected_components(nx.DiGraph(graph)) if len(group) > 1]


def test_no_module_imports_itself_by_way_of_another():
    graph = {name: imports(path.read_text("utf-8")) - {name} for name, path in MODULES.items()}
    assert sum(map(len, graph.values())) > len(MODULES)
    del graph["regionpb"]  # the package's own face re-exports lazily
    assert cycles(graph) == []


@pytest.mark.parametrize(
    "source",
    [
        "from regionpb.graph import forest",
        "from regionpb.graph.forest import Forest",
        "import regionpb.graph.forest",
        "def late():\n    from regionpb.graph.forest import Forest",
    ],
)
def test_every_way_to_import_is_seen(source):
    assert imports(source) == {"regionpb.graph.forest"}
    assert cycles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]


def test_what_only_a_checker_imports_is_not():
    assert imports("if TYPE_CHECKING:\n    from regionpb.graph.forest import Forest") == set()
