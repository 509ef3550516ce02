"""The oracle's answers are its own: of the library they use the declaration of the tables, and nothing else."""

import ast
from pathlib import Path

HERE = Path(__file__).parent
ANSWERS = ("answer", "balance", "reading")
"""What gives the answers: of rules, of totals between two days, and of what is read."""


def imported(module):
    tree = ast.parse((HERE / f"{module}.py").read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            own = node.level and not node.module  # from . import a, b
            yield from (f".{name.name}" for name in node.names) if own else [f"{'.' * node.level}{node.module}"]
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def test_answers_know_the_tables_and_nothing_else_of_the_library():
    left, seen, used = [*ANSWERS], set(), set()
    while left:
        module = left.pop()
        seen.add(module)
        names = set(imported(module))
        used |= {name for name in names if name.partition(".")[0] == "regionpb"}
        left += [name[1:] for name in names if name.startswith(".") and name[1:] not in seen]
    assert {
        "divisions",
        "organizations",
        "units",
        "reservoir",
        "members",
        "funding",
        "history",
        "totals",
        "intake",
        "text",
    } <= seen
    assert used <= {"regionpb.contract", "regionpb.contract.base", "regionpb.contract.columns"}
