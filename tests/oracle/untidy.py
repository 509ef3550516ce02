"""Random folders: regions written with every untidiness that means the same, and then damaged or not."""

from __future__ import annotations

from datetime import date
from random import Random

from attrs import evolve, frozen

from regionpb.contract import TABLES

from .folders import Folder, Sheet
from .furnish import furnish
from .regions import source_of, valid
from .rows import Source
from .spelling import Names, header_of, spelt, stem_of
from .spoil import spoil

DAY = date(2011, 7, 29)


@frozen
class Made:
    """A folder, what it was made from, the tables whose names are their ids, and how often it was damaged."""

    folder: Folder
    source: Source
    instead: frozenset[str]
    damaged: int


def made(seed: int) -> Made:
    """Some folder: about a third are clean, a third have one fault or two, a third many."""
    rng = Random(seed)
    source = _few(furnish(source_of(valid(rng, DAY)), rng, DAY), rng)
    instead = frozenset(name for name in ("organizations", "units", "bodies") if rng.random() < 0.1)
    instead = frozenset(name for name in instead if _named(source, name))
    folder = untidy(source, instead, rng)
    damaged = rng.choice([0, rng.choice([1, 1, 2]), rng.choice([4, 8, 16])])
    for _ in range(damaged):
        folder = spoil(folder, rng)
    return Made(folder, source, instead, damaged)


def _few(source: Source, rng: Random) -> Source:
    """The same with fewer tables, and fewer rows of those that no other refers to much, so that reading is quick."""
    there = {"divisions", "organizations"}
    there |= {name for name, content in source.rows.items() if rng.random() < (0.5 if content else 0.15)}
    rows = {
        name: content if name in {"divisions", "organizations", "units"} else content[: rng.choice([10, 40, 80])]
        for name, content in source.rows.items()
        if name in there
    }
    kept = {name: {row.get("id") for row in content} for name, content in rows.items()}
    for name, content in rows.items():
        columns = [c for c in TABLES[name].columns if c.references in kept.keys() & {"members", "bodies"}]
        rows[name] = [
            row for row in content if all(row.get(c.name) in {None, *kept.get(c.references or "", ())} for c in columns)
        ]
    return Source({name: source.columns[name] for name in rows}, rows)


def _named(source: Source, name: str) -> bool:
    """Whether every row of a table has a name and no other thing has it."""
    pairs = {(row.get("id"), row.get("name")) for row in source.rows.get(name, ())}
    names = [called for _, called in pairs]
    ids = {key for key, _ in pairs}
    return None not in names and len(set(names)) == len(names) == len(ids)


def untidy(source: Source, instead: frozenset[str], rng: Random) -> Folder:
    """A region as files of text: other words, other forms, other order, the same meaning."""
    names = Names.of(source, instead)
    sheets = []
    for name in rng.sample(list(source.columns), len(source.columns)):
        sheets += _split(_sheet(source, name, names, rng), name, rng)
    return Folder(sheets)


def _sheet(source: Source, name: str, names: Names, rng: Random) -> Sheet:
    table, tidy = TABLES[name], rng.random() < 0.2
    columns = [table.by_name[c] for c in source.columns[name] if c != "id" or name not in names.instead]
    if not tidy and rng.random() < 0.5:
        rng.shuffle(columns)
    lines = [[header_of(column, rng, tidy=tidy) for column in columns]]
    lines += [[spelt(c, row.get(c.name), names, rng) for c in columns] for row in source.rows[name]]
    return Sheet(
        stem_of(table, rng, tidy=tidy),
        [lines[0], *_loosened(lines[1:], rng)],
        rng.choice(["utf-8", "utf-8", "utf-8-sig", "gb18030", "mixed"]),
        rng.choice(["\n", "\n", "\r\n", "\r"]),
        rng.random() < 0.2,
    )


def _loosened(lines: list[list[str]], rng: Random) -> list[list[str]]:
    """The same lines, blank ones between them, and empty cells left away at their ends."""
    found: list[list[str]] = []
    for line in lines:
        if rng.random() < 0.05:
            found.append(rng.choice([[], [""] * len(line), [" "] * len(line)]))
        shorter = list(line)
        while shorter and not shorter[-1].strip() and len(shorter) > 1 and rng.random() < 0.3:
            shorter.pop()
        found.append(shorter)
    return [*found, *rng.choice([[], [], [[], []]])]


def _split(sheet: Sheet, name: str, rng: Random) -> list[Sheet]:
    """The same sheet, or two that together are the same."""
    other = evolve(sheet, stem=stem_of(TABLES[name], rng, tidy=False), encoding=rng.choice(["utf-8", "gb18030"]))
    if other.file.casefold() == sheet.file.casefold() or rng.random() < 0.9:
        return [sheet]
    at = rng.randint(1, len(sheet.lines))
    return [evolve(sheet, lines=sheet.lines[:at]), evolve(other, lines=[sheet.header, *sheet.lines[at:]])]
