"""Registers small enough to write by hand, and rules asked of them one at a time."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from random import Random

import polars as pl
import pytest

from regionpb.contract import TABLES
from regionpb.graph.snapshot import Snapshot
from regionpb.graph.tables import Tables
from regionpb.policies import InForce, Parameter, Policy, Value, read_policy
from regionpb.policies.policy import Unit
from regionpb.rules import RULES
from regionpb.rules.planting.draft import Draft
from regionpb.rules.runner import run
from regionpb.vocabulary import BRANCH_LIFE

DAY = date(2011, 7, 29)


def register(tables: Mapping[str, Iterable[Mapping]], absent: Mapping[str, Iterable[str]] | None = None) -> Tables:
    """Tables from rows; every column of the contract is there, and empty where no row fills it."""
    frames = {}
    for name, rows in tables.items():
        columns = TABLES[name].columns
        filled = [{c.name: row.get(c.name, c.default) for c in columns} for row in rows]
        assert all(row.keys() <= TABLES[name].schema.keys() for row in rows), name
        frames[name] = pl.DataFrame(filled, schema=TABLES[name].schema)
    return Tables(frames, absent={name: frozenset(columns) for name, columns in (absent or {}).items()})


def in_force(day: date, **parameters: float) -> InForce:
    """A policy without switches that says the same on every day; what is written with a point is measured."""
    said = {
        name: Parameter(name, name, name, unit, (Value(value, None, None, "", ""),))
        for name, value in parameters.items()
        for unit in [Unit.RATIO if isinstance(value, float) else Unit.COUNT]
    }
    return Policy("test", "", "", "", said, {}).at(day)


SEVERAL = {"L003"}
"""The rules that may find several faults of one row, one for each thing that is missing."""


@pytest.fixture
def ask():
    """Ask one rule of rows: what it finds, as values by id; `None` where it was not checked.

    Of a rule that may find several faults of one row, the values of all of them by id, in the order of a report.
    """

    def asked(rule, tables, *, day=DAY, absent=None, **parameters):
        outcome = run([rule], Snapshot(register(tables, absent), day), in_force(day, **parameters))
        if outcome.not_checked:
            return None
        ids = outcome.findings["id"].to_list()
        assert set(outcome.findings["table"]) <= {rule.on}
        values = [json.loads(text) for text in outcome.findings["values"]]
        assert all(shown.keys() == set(rule.values) for shown in values)
        if rule.code in SEVERAL:
            return {key: [v for i, v in zip(ids, values, strict=True) if i == key] for key in ids}
        assert len({*ids}) == len(ids), "at most one finding for a code and id"
        return dict(zip(ids, values, strict=True))

    return asked


@pytest.fixture
def commit():
    """Commit a rule's fault in tables: the rows planted, and what all rules then find."""

    def committed(rule, tables, *, seed=0, policy="ningbo", day=DAY):
        draft = Draft.of(day, tables)
        planted = rule.planter(draft, Random(seed))
        frames, absent = {}, {}
        for name, frame in draft.finished().items():
            schema = TABLES[name].schema
            absent[name] = frozenset(schema) - {*frame.columns}
            missing = [pl.lit(None, schema[column]).alias(column) for column in absent[name]]
            frames[name] = frame.with_columns(missing).select(*schema).cast(schema)
        return {(rule.code, *row) for row in planted.rows}, found_in(Tables(frames, absent), policy, day)

    return committed


def when_on(code: str) -> tuple[str, date]:
    """A policy and a day on which a rule is asked."""
    return next(
        (policy, day)
        for policy in ("ningbo", "national")
        for day in (DAY, date(2018, 12, 1))
        if read_policy(policy).at(day).is_on(code)
    )


def found_in(tables: Tables, policy: str = "ningbo", day: date = DAY) -> set[tuple[str, str, str, str]]:
    """What all rules find in tables, as (code, severity, table, id)."""
    outcome = run(RULES.values(), Snapshot(tables, day), read_policy(policy).at(day))
    return set(outcome.findings.select("code", "severity", "table", "id").iter_rows())


COUNTY = [
    {"code": "3302", "name": "甬市", "level": "prefecture"},
    {"code": "330203", "name": "甬东区", "level": "county", "parent": "3302"},
]
TOP = {"id": "top", "name": "甬东区委", "form": "committee", "approved": True, "division": "330203"}
BRANCH = {"id": "one", "name": "机关支部", "form": "branch", "superior": "top", "division": "330203"}


def people(organization: str, number: int, **values) -> list[dict]:
    """Full members of an organization."""
    return [
        {"id": f"{organization}-{n}", "organization": organization, "status": "full", **values} for n in range(number)
    ]


def heads(**seats: str) -> list[dict]:
    """Who is secretary of what."""
    return [{"id": f"S-{o}", "role": "secretary", "organization": o, "holder": m} for o, m in seats.items()]


def coordination(*divisions: str) -> list[dict]:
    """The coordination committees of divisions."""
    return [{"id": f"B-{d}", "name": d, "kind": "coordination_committee", "division": d} for d in divisions]


def _bare() -> dict:
    return {"divisions": COUNTY, "organizations": [TOP, BRANCH], "members": people("one", 3)}


def _county() -> dict:
    empty = {name: [] for name in ("units", "regional_units", "transfers", "pairings", "bodies")}
    return _bare() | empty | {"seats": heads(top="one-0", one="one-1")}


def _village() -> dict:
    """A register of one village, and of the town it lies in."""
    town = {"code": "330203100", "name": "甬新镇", "level": "township", "parent": "330203"}
    village = {"code": "330203100201", "name": "甬新村", "level": "village", "parent": "330203100"}
    here = {"division": village["code"]}
    local = {"id": "county", "name": "甬东区委", "form": "committee", "function": "local_committee"}
    over = {"id": "town", "name": "甬新镇党委", "form": "committee", "function": "township_committee"}
    above = [local | {"division": "330203"}, over | {"superior": "county", "division": town["code"]}]
    return _county() | {
        "divisions": [*COUNTY, town, village],
        "organizations": [*above, TOP | here | {"superior": "town"}, BRANCH | here],
        "seats": heads(county="one-0", town="one-1", top="one-0", one="one-1"),
        "bodies": coordination("330203", town["code"]),
    }


def _area() -> dict:
    """A town, and a street with its 1+3 and a 1+N unit, its reservoir, a joint branch, and one that was dissolved."""
    divisions = [
        *COUNTY,
        {"code": "330203001", "name": "甬江街道", "level": "township", "parent": "330203"},
        {"code": "330203001001", "name": "甬江社区", "level": "village", "parent": "330203001"},
        {"code": "330203100", "name": "甬新镇", "level": "township", "parent": "330203"},
        {"code": "330203100201", "name": "甬新村", "level": "village", "parent": "330203100"},
    ]
    street, before, since = "330203001", date(2008, 1, 1), date(2011, 1, 1)
    here = {"division": street}
    one = here | {"regional_unit": "X"}
    organizations = [
        TOP,
        BRANCH | {"member_count": 3},
        *_one_plus_three(street),
        {"id": "hub", "name": "楼宇总支", "form": "general_branch", "approved": True, "superior": "firms", **here},
        {"id": "store", "name": "楼宇一支部", "form": "branch", "superior": "hub", **one},
        {"id": "joint", "name": "楼宇联合支部", "form": "joint_branch", "superior": "hub", **one},
        {"id": "gone", "name": "楼宇二支部", "form": "branch", "superior": "hub", **one,
         "start": before, "end": since, "end_reason": "dissolved"},
    ]  # fmt: skip
    units = [
        {"id": "bank", "name": "银行", "kind": "public_enterprise", "division": street, "organization": "joint"},
        {"id": "shop", "name": "商店", "kind": "non_public_enterprise", "division": street, "organization": "joint"},
        {"id": "firm", "name": "公司", "kind": "non_public_enterprise", "division": street, "regional_unit": "X"},
    ]
    regional = {
        "id": "X",
        "name": "楼宇区",
        "mode": "office_building",
        "division": street,
        "hub": "hub",
        "reservoir": "store",
    }
    fallen = {"id": "fallen", "status": "full"}
    members = [
        *people("one", 3),
        *people("store", 3),
        *people("joint", 4),
        *people("block", 3),
        *people("desk", 3),
        {"id": "left", "organization": "one", "status": "full", "end": since, "exit": "died"},
        fallen | {"organization": "gone", "start": before, "end": since},
        fallen | {"organization": "store", "start": since},
    ]
    absorbed = {"id": "T", "member": "fallen", "source": "gone", "target": "store", "kind": "absorbed"}
    return {
        "divisions": divisions,
        "organizations": organizations,
        "units": units,
        "regional_units": [regional],
        "members": members,
        "seats": [
            *heads(top="one-0", one="one-1", hub="store-0", store="store-1", joint="joint-0", block="block-0"),
            *heads(desk="desk-0", grand="store-0", firms="store-0", homes="block-0", offices="desk-0"),
            {
                "id": "S",
                "role": "member",
                "organization": "grand",
                "holder": "joint-0",
                "part_time": True,
                "represents_organization": "joint",
                "represents_unit": "bank",
            },
        ],
        "transfers": [absorbed | {"issued": since, "received": since}],
        "pairings": [],
        "bodies": coordination("330203", "330203100"),
    }


def _one_plus_three(street: str) -> list[dict]:
    """An enlarged working committee, and the three under it: the latter two with a branch each."""
    committee = {"form": "committee", "superior": "grand", "division": street}
    branch = {"form": "branch", "division": street}
    return [
        {"id": "grand", "name": "街道大工委", "form": "working_committee", "function": "enlarged_working_committee",
         "superior": "top", "division": street},
        {"id": "firms", "name": "综合党委", "function": "comprehensive_committee", **committee},
        {"id": "homes", "name": "社区党委", "function": "community_committee", **committee},
        {"id": "offices", "name": "行政党委", "function": "government_organs_committee", **committee},
        {"id": "block", "name": "社区支部", "superior": "homes", **branch},
        {"id": "desk", "name": "机关支部", "superior": "offices", **branch},
    ]  # fmt: skip


def _active() -> dict:
    """The same street and town with bodies, meetings before two days on which it is asked, and a team of volunteers."""
    area, here = _area(), {"division": "330203001"}
    bodies = [
        here | {"id": "council", "name": "共商议事会", "kind": "consultative_council", "regional_unit": "X"},
        here | {"id": "shared", "name": "共建理事会", "kind": "co_building_council", "regional_unit": "X"},
        here | {"id": "helpers", "name": "志愿者协调处", "kind": "volunteer_coordination"},
        *(
            {"id": f"over {code}", "name": "协调委员会", "kind": "coordination_committee", "division": code}
            for code in ("330203", "330203100")
        ),
    ]
    club = here | {"id": "club", "name": "协会", "kind": "social_organization", "regional_unit": "X"}
    seats = [{"id": f"S-{unit}", "role": "participant", "body": "council", "represents_unit": unit} for unit in _SIDES]
    meetings = [
        {"id": f"{kind} {number}", column: owner, "kind": kind, "held_on": day - timedelta(days=ago)}
        for day in (DAY, date(2020, 2, 29))
        for number, (column, owner, kind, ago) in enumerate(_held(day), day.year)
    ]
    return area | {
        "bodies": bodies,
        "units": [*area["units"], club],
        "seats": [*area["seats"], *seats],
        "meetings": meetings,
        "attendances": [],
        "matters": [{"id": "K", "body": "council", "kind": "harmony", "raised_on": DAY, "resolved_on": DAY}],
        "volunteer_teams": [here | {"id": "team", "name": "服务队", "basis": "region", "body": "helpers"}],
        "volunteers": [{"team": "team", "member": "one-2"}],
        "projects": [{"id": "J", "team": "team", "name": "便民服务"}],
    }


_SIDES = ("club", "bank")
_BRANCHES = ("one", "store", "joint", "block", "desk")


def _held(day: date) -> Iterable[tuple[str, str, str, int]]:
    """What was held in time before a day: whose it was, of what kind, and how many days before."""
    yield from (("organization", o, kind, 9) for o in _BRANCHES for kind in BRANCH_LIFE)
    yield "body", "council", "consultation", 100
    yield "team", "team", "training", 300
    yield "team", "team", "service_day", (day - date(day.year - (day.month <= 3), 3, 10)).days
    first = (day.replace(day=1) - timedelta(days=1)).replace(day=1)
    yield "team", "team", "service_day", (day - first).days - (5 - first.weekday()) % 7


@pytest.fixture(params=[_county, _village, _area, _active])
def valid(request):
    """Tables in which every family has nothing to say, of several kinds."""
    return register(request.param())


@pytest.fixture
def bare():
    """Divisions, organizations and members, and nothing else."""
    tables = register(_bare())
    absent = {"members": ["exit"], "organizations": ["regional_unit", "end_reason"]}
    return Tables(tables.frames, absent={name: frozenset(columns) for name, columns in absent.items()})
