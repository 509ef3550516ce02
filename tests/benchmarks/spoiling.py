"""Parquet files of a city spoilt in every way in which typed cells can be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import polars as pl

__all__ = ["ACTS", "spoil"]

Row = dict[str, Any]
Act = tuple[str, Callable[[Row, "Files", Random], None]]


class Files:
    """The tables as rows."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        frames = {file.stem: pl.read_parquet(file) for file in sorted(folder.glob("*.parquet"))}
        self.schemas = {name: frame.schema for name, frame in frames.items()}
        self.rows: dict[str, list[Row]] = {name: frame.to_dicts() for name, frame in frames.items()}

    def write(self) -> None:
        for name, rows in self.rows.items():
            pl.DataFrame(rows, self.schemas[name]).write_parquet(self.folder / f"{name}.parquet")

    def some(self, table: str, column: str, rng: Random) -> Any:
        return rng.choice([row[column] for row in self.rows[table] if row[column] is not None])


def _cells(**cells: object) -> Callable[[Row, Files, Random], None]:
    return lambda row, _files, _rng: row.update(cells)


def _backwards(row: Row, _: Files, rng: Random) -> None:
    row["end"] = date(2011, 1, 1)
    row["start"] = row["end"] + timedelta(days=rng.choice([0, 1, 400]))


def _name(table: str, column: str) -> Callable[[Row, Files, Random], None]:
    """The name of some row of a table in the place of its id; of some names there are several."""
    return lambda row, files, rng: row.update({column: files.some(table, "name", rng)})


def _namesake(row: Row, files: Files, rng: Random) -> None:
    row["name"] = files.some("organizations", "name", rng)


def _named_twice(row: Row, files: Files, rng: Random) -> None:
    other = rng.choice([each for each in files.rows["organizations"] if each["id"] != row["id"]])
    other["name"] = row["name"]
    rng.choice(files.rows["organizations"])["superior"] = row["name"]


def _padded(column: str) -> Callable[[Row, Files, Random], None]:
    def pad(row: Row, _: Files, rng: Random) -> None:
        code = row[column]
        if code and len(code) < 12:
            row[column] = code.ljust(rng.choice([6, 12]) if len(code) < 6 else 12, "0")

    return pad


def _again(table: str) -> Callable[[Row, Files, Random], None]:
    """A second row of the same id, with other dates where there are any."""

    def add(row: Row, files: Files, rng: Random) -> None:
        day = rng.choice([None, None, date(2009, 1, 1), date(2011, 1, 1)])
        dates = {rng.choice(["start", "end"]): day} if "start" in row else {}
        files.rows[table].append(row | dates)

    return add


def _later(table: str, since: str) -> Callable[[Row, Files, Random], None]:
    """A second row of the same id, that exists from another day on."""

    def add(row: Row, files: Files, rng: Random) -> None:
        files.rows[table].append(row | {since: row[since] and row[since] + timedelta(days=rng.choice([-90, 1, 90]))})

    return add


def _link_by_name(row: Row, files: Files, rng: Random) -> None:
    row["linked_to"] = [files.some("service_points", "name", rng), row["id"]]


def _both(row: Row, files: Files, rng: Random) -> None:
    row |= {"organization": files.some("organizations", "id", rng), "body": "B-1"}


ACTS: Mapping[str, Act] = {
    "a division without a name": ("divisions", _cells(name=None)),
    "a division of no level": ("divisions", _cells(level="district")),
    "a division of another level": ("divisions", _cells(level="county")),
    "a code that is none": ("divisions", _cells(code="3302o3")),
    "a code with a digit too many": ("divisions", lambda row, *_: row.update(code=f"{row['code']}1")),
    "a padded code": ("divisions", _padded("code")),
    "a padded parent": ("divisions", _padded("parent")),
    "a parent that is nowhere": ("divisions", _cells(parent="990000")),
    "a parent by its name": ("divisions", _name("divisions", "parent")),
    "a division beyond the pole": ("divisions", _cells(latitude=91.5)),
    "a division twice": ("divisions", _again("divisions")),
    "an organization without a name": ("organizations", _cells(name="  ")),
    "an organization without a division": ("organizations", _cells(division=None)),
    "an organization of no form": ("organizations", _cells(form="club")),
    "an organization of no function": ("organizations", _cells(function="leisure")),
    "elected by nobody": ("organizations", _cells(elected_by="acclaim")),
    "ended without a reason known": ("organizations", _cells(end_reason="bored", end=date(2010, 1, 1), start=None)),
    "less than no members": ("organizations", _cells(member_count=-1)),
    "less than no term": ("organizations", _cells(term_years=-3)),
    "an organization that ends before it begins": ("organizations", _backwards),
    "a superior by its name": ("organizations", _name("organizations", "superior")),
    "a superior by the name of two": ("organizations", _named_twice),
    "a namesake": ("organizations", _namesake),
    "guided by nobody": ("organizations", _cells(guided_by="O-0")),
    "a superior that says nothing": ("organizations", _cells(superior=" ")),
    "an organization in a division by its name": ("organizations", _name("divisions", "division")),
    "an organization in a padded division": ("organizations", _padded("division")),
    "an organization twice": ("organizations", _again("organizations")),
    "a unit of no kind": ("units", _cells(kind="")),
    "less than nobody employed": ("units", _cells(employees=-5)),
    "a unit off the globe": ("units", _cells(longitude=-181.0, latitude=float("nan"))),
    "a credit code with a digit off": ("units", _cells(credit_code="91350100M000100Y44")),
    "a credit code": ("units", _cells(credit_code="91350100M000100Y43")),
    "a credit code of letters that do not occur": ("units", _cells(credit_code="91350100M000100YO3")),
    "a unit nowhere": ("units", _cells(division="33029999")),
    "a unit covered by a name": ("units", _name("organizations", "organization")),
    "a unit that ends before it begins": ("units", _backwards),
    "a unit twice": ("units", _again("units")),
    "a mode that is none": ("regional_units", _cells(mode="by chance")),
    "a hub by its name": ("regional_units", _name("organizations", "hub")),
    "a hub that is nowhere": ("regional_units", _cells(hub="O-0")),
    "a 1+N unit twice": ("regional_units", _again("regional_units")),
    "a member without an id": ("members", _cells(id=None)),
    "a member whose id says nothing": ("members", _cells(id=" ", category="on leave", unit="U-0")),
    "a member in no organization": ("members", _cells(organization=None)),
    "a member in an organization by its name": ("members", _name("organizations", "organization")),
    "a member of no status": ("members", _cells(status="guest")),
    "no category": ("members", _cells(category="on leave")),
    "no way in": ("members", _cells(entry="by mistake")),
    "no way out": ("members", _cells(exit="vanished", end=date(2010, 1, 1), start=None)),
    "no stage": ("members", _cells(floating_stage="adrift")),
    "born before the years": ("members", _cells(birth_year=-1)),
    "a member at work nowhere": ("members", _cells(unit="U-0")),
    "a host that is nowhere": ("members", _cells(host_organization="O-0")),
    "a member who lives in a padded division": ("members", _padded("residence")),
    "a member who ends before beginning": ("members", _backwards),
    "a member twice": ("members", _again("members")),
    "a seat of nobody": ("seats", _cells(organization=None, body=None)),
    "a seat of two": ("seats", _both),
    "no role": ("seats", _cells(role="mascot")),
    "a holder who is nowhere": ("seats", _cells(holder="M-0")),
    "a seat twice": ("seats", _again("seats")),
    "a transfer without a day": ("transfers", _cells(issued=None)),
    "a transfer of nobody": ("transfers", _cells(member="M-0")),
    "a transfer from a name": ("transfers", _name("organizations", "source")),
    "no kind of transfer": ("transfers", _cells(kind="sideways")),
    "a transfer twice": ("transfers", _again("transfers")),
    "a body of no kind": ("bodies", _cells(kind="club")),
    "a body in a division by its name": ("bodies", _name("divisions", "division")),
    "a body in a padded division": ("bodies", _padded("division")),
    "a body of a 1+N unit that is nowhere": ("bodies", _cells(regional_unit="R-0")),
    "a body that ends before it begins": ("bodies", _backwards),
    "a body twice": ("bodies", _again("bodies")),
    "a service point of no kind": ("service_points", _cells(kind="kiosk")),
    "a service of which nobody knows": ("service_points", _cells(services=["health", "massage"])),
    "a circle of which nobody knows": ("service_points", _cells(circles=["life", "chess"])),
    "no service at all": ("service_points", _cells(services=[], circles=[])),
    "a link that leads nowhere": ("service_points", _cells(linked_to=["SP-0"])),
    "a link by a name": ("service_points", _link_by_name),
    "a service point off the globe": ("service_points", _cells(latitude=-91.0)),
    "a service point of half a place": ("service_points", _cells(longitude=float("nan"))),
    "less than no room": ("service_points", _cells(area_m2=-1.0)),
    "a service point twice": ("service_points", _again("service_points")),
    "a village of half a place": ("divisions", _cells(latitude=float("nan"))),
    "more stars than there are": ("volunteer_teams", _cells(stars=6)),
    "a team by no basis": ("volunteer_teams", _cells(basis="whim")),
    "a body by its name": ("volunteer_teams", _name("bodies", "body")),
    "a team twice": ("volunteer_teams", _again("volunteer_teams")),
    "a pairing of one": ("pairings", _cells(left=None)),
    "a pairing with a name": ("pairings", _name("organizations", "right")),
    "a pairing for nothing": ("pairings", _cells(tasks=[])),
    "a task of which nobody knows": ("pairings", _cells(tasks=["talent", "karaoke"])),
    "a pairing that ends before it begins": ("pairings", _backwards),
    "a pairing twice": ("pairings", _again("pairings")),
    "a leader who is nowhere": ("liaisons", _cells(leader="M-0")),
    "a village by its name": ("liaisons", _name("divisions", "village")),
    "a padded township": ("liaisons", _padded("township")),
    "a liaison twice": ("liaisons", _again("liaisons")),
    "a meeting of nobody": ("meetings", _cells(organization=None, body=None, team=None)),
    "a meeting of two": ("meetings", _cells(body="B-1", team="T-1")),
    "a meeting of no kind": ("meetings", _cells(kind="picnic")),
    "a meeting on no day": ("meetings", _cells(held_on=None)),
    "a meeting of less than nobody": ("meetings", _cells(attended=-1)),
    "a meeting of a name": ("meetings", _name("organizations", "organization")),
    "a meeting twice": ("meetings", _again("meetings")),
    "a meeting twice, the second time later": ("meetings", _later("meetings", "held_on")),
    "an attendance at nothing": ("attendances", _cells(meeting="G-0")),
    "an attendance of nobody": ("attendances", _cells(member=None)),
    "an attendance of somebody unknown": ("attendances", _cells(member="M-0")),
    "less than no points": ("attendances", _cells(points=-1.0)),
    "credits without end": ("attendances", _cells(credits=float("inf"))),
    "an attendance twice": ("attendances", _again("attendances")),
    "a matter of nobody": ("matters", _cells(body=None, organization=None)),
    "a matter of two": ("matters", _both),
    "a matter of no nature": ("matters", _cells(nature="odd")),
    "a matter twice": ("matters", _later("matters", "raised_on")),
    "a request by no channel": ("requests", _cells(channel=None)),
    "a request of nobody known": ("requests", _cells(asked_by="a cat")),
    "a request of a team by its name": ("requests", _name("volunteer_teams", "team")),
    "a request twice": ("requests", _later("requests", "opened_on")),
    "a volunteer who is nowhere": ("volunteers", _cells(member="M-0")),
    "a volunteer of no team": ("volunteers", _cells(team=None)),
    "a volunteer of a team by its name": ("volunteers", _name("volunteer_teams", "team")),
    "a volunteer who ends before beginning": ("volunteers", _backwards),
    "a volunteer twice": ("volunteers", _again("volunteers")),
    "a project without a name": ("projects", _cells(name="")),
    "a project twice": ("projects", _again("projects")),
    "less than no money": ("budgets", _cells(amount=-1.0)),
    "money of which nothing is known": ("budgets", _cells(amount=float("nan"))),
    "money without end": ("budgets", _cells(amount=float("inf"))),
    "before the years": ("budgets", _cells(year=-1)),
    "money from nowhere": ("budgets", _cells(source="the sky")),
    "money twice": ("budgets", _again("budgets")),
    "less than no pay": ("workers", _cells(annual_pay=-1.0)),
    "pay of which nothing is known": ("workers", _cells(annual_pay=float("nan"))),
    "a worker of no post": ("workers", _cells(post="jester")),
    "a worker in an organization by its name": ("workers", _name("organizations", "organization")),
    "a worker twice": ("workers", _again("workers")),
    "wages of no amount": ("wages", _cells(amount=None)),
    "wages of no series": ("wages", _cells(series="alms")),
    "wages of a division by its name": ("wages", _name("divisions", "division")),
    "wages of a padded division": ("wages", _padded("division")),
    "wages of nowhere": ("wages", _cells(division="990000")),
    "wages twice": ("wages", _again("wages")),
    "a grant to nobody": ("grants", _cells(member="M-0")),
    "a grant on no day": ("grants", _cells(granted_on=None)),
    "a grant twice": ("grants", _later("grants", "granted_on")),
}
"""What is done to one row of a table."""


def spoil(folder: Path, seed: int) -> None:
    """Do all of it to rows chosen at random, each once; what is done to tables that are not there is left."""
    files, rng = Files(folder), Random(seed)
    acts = [act for act in ACTS.values() if act[0] in files.rows]
    for table, act in rng.sample(acts, len(acts)):
        act(rng.choice(files.rows[table]), files, rng)
    files.write()
