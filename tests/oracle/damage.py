"""Acts of damage on the rows of a region, chosen at random."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from regionpb.contract import TABLES

from .choices import give_dates, some_day, some_table, some_value
from .rows import Row, Source, years_on


def damage(source: Source, rng: Random, day: date) -> Source:
    """The same rows after some random acts of damage."""
    columns = {name: list(names) for name, names in source.columns.items()}
    rows = {name: [dict(row) for row in content] for name, content in source.rows.items()}
    spoilt = Source(columns, rows)
    for _ in range(rng.choice([0, 1, 1, 2, 3, 5, 8, 13])):
        rng.choice(_ACTS)(spoilt, rng, day)
    if rng.random() < 0.1:
        _drop_table(spoilt, rng)
    if rng.random() < 0.1:
        _drop_column(spoilt, rng)
    for content in rows.values():
        if rng.random() < 0.2:
            rng.shuffle(content)
    return spoilt


def _change_cell(source: Source, rng: Random, day: date) -> None:
    name = some_table(source, rng)
    column = TABLES[name].by_name[rng.choice(source.columns[name])]
    row = rng.choice(source.rows[name])
    if column.name not in TABLES[name].key or rng.random() < 0.2:
        row[column.name] = some_value(source, column, name, rng, day)


def _change_reference(source: Source, rng: Random, day: date) -> None:
    name = some_table(source, rng)
    found = [c for c in TABLES[name].columns if c.references and c.name in source.columns[name]]
    if found:
        column = rng.choice(found)
        rng.choice(source.rows[name])[column.name] = some_value(source, column, name, rng, day)


def _refer_to_self(source: Source, rng: Random, _: date) -> None:
    name = rng.choice(["divisions", "organizations"])
    row = rng.choice(source.rows[name])
    if name == "divisions":
        row["parent"] = row["code"]
    else:
        row["superior"] = row["id"]


def _make_cycle(source: Source, rng: Random, _: date) -> None:
    name, key, column = rng.choice([("divisions", "code", "parent"), ("organizations", "id", "superior")])
    chosen = rng.sample(source.rows[name], min(len(source.rows[name]), rng.choice([2, 2, 3])))
    for row, above in zip(chosen, [*chosen[1:], chosen[0]], strict=True):
        row[column] = above[key]


def _empty_cell(source: Source, rng: Random, _: date) -> None:
    name = some_table(source, rng)
    required = {c.name for c in TABLES[name].columns if c.required}
    column = rng.choice(source.columns[name])
    if column not in required or rng.random() < 0.15:
        rng.choice(source.rows[name])[column] = None


def _swap_cells(source: Source, rng: Random, _: date) -> None:
    name = some_table(source, rng)
    one, other = rng.choice(source.rows[name]), rng.choice(source.rows[name])
    for column in [c for c in rng.sample(source.columns[name], len(source.columns[name])) if c not in TABLES[name].key][
        :1
    ]:
        one[column], other[column] = other.get(column), one.get(column)


def _shift_dates(source: Source, rng: Random, day: date) -> None:
    name = some_table(source, rng)
    if TABLES[name].dated:
        give_dates(source, name)
        rng.choice(source.rows[name])[rng.choice(["start", "end"])] = some_day(rng, day)


def _end_organization(source: Source, rng: Random, day: date) -> None:
    """An organization is dissolved; its members stay, or go to one organization or another, or leave."""
    give_dates(source, "organizations")
    row = rng.choice(source.rows["organizations"])
    on = day - timedelta(days=rng.choice([0, 0, 1, 30, 400]))
    row["end"] = on
    if "end_reason" in source.columns["organizations"]:
        row["end_reason"] = rng.choice(["dissolved", "dissolved", "dissolved", "merged", None])
    if "members" in source.rows:
        for member in [m for m in source.rows["members"] if m["organization"] == row["id"]]:
            if rng.random() < 0.6:
                _split(source, "members", member, on, rng)
                if "transfers" in source.rows and rng.random() < 0.4:
                    _transfer(source, member, row["id"], on, rng)


def _split(source: Source, name: str, row: Row, on: date, rng: Random) -> None:
    """One version becomes two, the later one elsewhere."""
    give_dates(source, name)
    later = row | {"start": on}
    if name == "members":
        units = source.rows.get("regional_units", [])
        homes = [unit.get(column) for unit in units for column in ("hub", "reservoir")]
        homes += [o["id"] for o in rng.sample(source.rows["organizations"], 1)]
        later["organization"] = rng.choice([home for home in homes if home] or [None])
    row["end"] = on
    source.rows[name].append(later)


def _transfer(source: Source, member: Row, organization: str | None, on: date, rng: Random) -> None:
    issued = on + timedelta(days=rng.choice([-1, 0, 0, 1, 500]))
    source.rows["transfers"].append(
        {
            "id": f"T-{rng.randrange(10**6)}",
            "member": member["id"],
            "source": organization,
            "target": rng.choice(source.rows["organizations"])["id"],
            "kind": "absorbed",
            "issued": issued,
            "received": rng.choice([None, issued, issued + timedelta(days=3), issued + timedelta(days=500)]),
        }
    )


def _split_anything(source: Source, rng: Random, day: date) -> None:
    name = some_table(source, rng)
    if TABLES[name].dated:
        on = some_day(rng, day) or day
        _split(source, name, rng.choice(source.rows[name]), on, rng)


def _duplicate_row(source: Source, rng: Random, day: date) -> None:
    name = some_table(source, rng)
    row = dict(rng.choice(source.rows[name]))
    if TABLES[name].dated and rng.random() < 0.7:
        give_dates(source, name)
        row[rng.choice(["start", "end"])] = some_day(rng, day)
    if rng.random() < 0.5:
        column = TABLES[name].by_name[rng.choice(source.columns[name])]
        row[column.name] = some_value(source, column, name, rng, day)
    source.rows[name].insert(rng.randint(0, len(source.rows[name])), row)


def _make_external(source: Source, rng: Random, _: date) -> None:
    if "external" not in source.columns["organizations"]:
        source.columns["organizations"].append("external")
    rng.choice(source.rows["organizations"])["external"] = True


def _crowd(source: Source, rng: Random, _: date) -> None:
    """Many members at once, about as many as some threshold."""
    if source.rows.get("members"):
        member, home = rng.choice(source.rows["members"]), rng.choice(source.rows["organizations"])["id"]
        for n in range(rng.choice([1, 2, 3, 40, 50, 51, 99, 100])):
            row = member | {"id": f"C-{rng.randrange(10**9)}-{n}", "organization": home}
            source.rows["members"].append(row)


def _employ(source: Source, rng: Random, _: date) -> None:
    """Several members work in one unit."""
    if source.rows.get("members") and source.rows.get("units"):
        unit = rng.choice(source.rows["units"])
        for member in rng.sample(source.rows["members"], min(len(source.rows["members"]), rng.choice([1, 2, 3, 4]))):
            member["unit"] = unit["id"]
            if rng.random() < 0.5:
                member["organization"] = unit.get("organization") or member["organization"]


def _uncover(source: Source, rng: Random, _: date) -> None:
    if source.rows.get("units"):
        rng.choice(source.rows["units"])["organization"] = None


def _elect(source: Source, rng: Random, day: date) -> None:
    row = rng.choice(source.rows["organizations"])
    if "elected_on" in source.columns["organizations"]:
        years = rng.choice([1, 2, 3, 4, 5, 6])
        row["elected_on"] = years_on(day, -years) + timedelta(days=rng.choice([-1, 0, 1]))


def _make_joint(source: Source, rng: Random, _: date) -> None:
    row = rng.choice(source.rows["organizations"])
    row["form"] = rng.choice(["joint_branch", "joint_branch", "joint_general_branch", "branch", "general_branch"])
    for unit in rng.sample(source.rows.get("units", []), min(len(source.rows.get("units", [])), rng.randint(0, 7))):
        unit["organization"] = row["id"]


def _name_alike(source: Source, rng: Random, _: date) -> None:
    """Two rows have one name, and perhaps a third refers to them by it."""
    name, column = rng.choice([("divisions", "parent"), ("organizations", "superior")])
    rows = source.rows[name]
    if "name" in source.columns[name]:
        named = rng.choice(rows)["name"]
        for row in rng.sample(rows, min(len(rows), 2)):
            row["name"] = named
        if rng.random() < 0.4:
            rng.choice(rows)[column] = named


def _set_aside(source: Source, rng: Random, _: date) -> None:
    """A row lacks what it must have, whoever refers to it."""
    name = some_table(source, rng)
    required = [c.name for c in TABLES[name].columns if c.required and c.name in source.columns[name]]
    rng.choice(source.rows[name])[rng.choice(required)] = None


def _seat(source: Source, rng: Random, day: date) -> None:
    if source.rows.get("seats") and source.rows.get("members"):
        row = dict(rng.choice(source.rows["seats"]))
        row |= {"id": f"S-{rng.randrange(10**6)}", "organization": rng.choice(source.rows["organizations"])["id"]}
        row |= {"role": "secretary", "holder": rng.choice(source.rows["members"])["id"]}
        if rng.random() < 0.2:
            source.columns["seats"] += [] if "body" in source.columns["seats"] else ["body"]
            row |= {"body": "B-1", "organization": rng.choice([None, row["organization"]])}
        source.rows["seats"].append(row)


def _drop_table(source: Source, rng: Random) -> None:
    name = rng.choice(
        [name for name in source.rows if name not in {"divisions", "organizations"} or rng.random() < 0.2]
        or ["members"]
    )
    source.rows.pop(name, None)  # type: ignore[attr-defined]
    source.columns.pop(name, None)  # type: ignore[attr-defined]


def _drop_column(source: Source, rng: Random) -> None:
    name = rng.choice([*source.rows])
    droppable = [c for c in source.columns[name] if c not in TABLES[name].key or rng.random() < 0.2]
    if droppable:
        source.columns[name].remove(rng.choice(droppable))


_ACTS: tuple[Callable[[Source, Random, date], None], ...] = (
    _change_cell, _change_cell, _change_cell, _change_reference, _change_reference, _refer_to_self, _make_cycle,
    _empty_cell, _swap_cells, _shift_dates, _shift_dates, _end_organization, _end_organization, _split_anything,
    _duplicate_row, _make_external, _crowd, _employ, _uncover, _elect, _make_joint, _name_alike, _seat, _set_aside,
)  # fmt: skip
