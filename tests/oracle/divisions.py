"""D001 to D008."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .norms import Norms
from .rows import Register, on_cycle, parents, territory

_LEVELS = ["province", "prefecture", "county", "township", "village"]


def d001(register: Register, _: Norms) -> Iterator[str]:
    rows = register.current("divisions")
    for code, row in rows.items():
        higher = any(_LEVELS.index(other["level"]) < _LEVELS.index(row["level"]) for other in rows.values())
        if row["parent"] is None and higher:
            yield code


def d002(register: Register, _: Norms) -> Iterator[str]:
    edges = parents(register, "divisions", "parent")
    yield from (code for code in register.current("divisions") if on_cycle(edges, code))


def d003(register: Register, _: Norms) -> Iterator[str]:
    for code, row in register.current("divisions").items():
        parent = register.get("divisions", row["parent"])
        if parent and _LEVELS.index(parent["level"]) + 1 != _LEVELS.index(row["level"]):
            yield code


def d004(register: Register, _: Norms) -> Iterator[str]:
    for code, row in register.current("divisions").items():
        if row["parent"] in register.versions("divisions") and not code.startswith(row["parent"]):
            yield code


def d005(register: Register, _: Norms) -> Iterator[str]:
    for code, row in register.current("divisions").items():
        if register.ended("divisions", row["parent"]):
            yield code


def d006(register: Register, _: Norms) -> Iterator[str]:
    rows = register.current("divisions")
    edges = territory(register).edges
    named = Counter((parent, rows[code]["name"]) for code, parent in edges.items())
    yield from (code for code, parent in edges.items() if named[parent, rows[code]["name"]] > 1)


def d007(register: Register, _: Norms) -> Iterator[str]:
    for code, row in register.current("divisions").items():
        digits = int(code[9:]) if len(code) == 12 else 0
        village, community = row["name"].endswith(("村委会", "村")), row["name"].endswith(("居委会", "社区"))
        if (village and 1 <= digits <= 199) or (community and 200 <= digits <= 399):
            yield code


def d008(register: Register, _: Norms) -> Iterator[str]:
    forest = territory(register)
    villages = [code for code, row in register.current("divisions").items() if row["level"] == "village"]
    if any(row["level"] == "village" for row in register.tables["divisions"]):
        for code, row in register.current("divisions").items():
            if row["level"] == "township" and not forest.under(villages, code):
                yield code


RULES = {"D001": d001, "D002": d002, "D003": d003, "D004": d004, "D005": d005, "D006": d006, "D007": d007, "D008": d008}
