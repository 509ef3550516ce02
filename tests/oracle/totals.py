"""X001 to X003: what became of totals between two days. A rule is given the register of the last, and the first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from .norms import Norms
from .organizations import BRANCHES, asked
from .rows import Forest, Register, Row, begins, subordination, territory

WAYS_IN = ("admitted", "restored", "moved_in", "transferred_in")
WAYS_OUT = ("died", "withdrew", "expelled", "struck_off", "suspended", "cancelled", "moved_out", "transferred_out")
_OF_MEMBERS = ("members", "full_members", "probationary_members")
_OF_UNITS = ("units", "units_single", "units_joint", "units_none")
CELLS = (*_OF_MEMBERS, "organizations", "branches", *_OF_UNITS)
_WHOSE_DIVISION_COUNTS = {"local_committee", "township_committee", "street_working_committee"}

Facts = Counter[tuple[str, str, str]]


# ---- X001: members, by organization and by member -------------------------------------------------


def _known(register: Register, table: str, key: str | None) -> str | None:
    """What a cell refers to; nothing where its row was set aside."""
    return key if key in register.versions(table) else None


def _transfers(register: Register) -> Iterator[Row]:
    """The records that exist by the last day: of several of one id the one issued last, of those the last row."""
    for rows in register.versions("transfers").values():
        there = [row for row in rows if row["issued"] is None or row["issued"] <= register.day]
        if there:
            yield max(there[::-1], key=lambda row: row["issued"] or date.min)


def facts(register: Register, first: date) -> Facts:
    """How often each thing is so of an organization and a member: there first, a way in, a way out, there last."""
    found: Facts = Counter()

    def tell(organization: str | None, member: str | None, what: str) -> None:
        organization, member = _known(register, "organizations", organization), _known(register, "members", member)
        if organization and member:
            found[organization, member, what] += 1

    moves = set()
    for row in _transfers(register):
        if row["received"] and first < row["received"] <= register.day:
            tell(row["source"], row["member"], "transferred_out")
            tell(row["target"], row["member"], "transferred_in")
            moves |= {("out", row["source"], row["member"], row["received"])}
            moves |= {("in", row["target"], row["member"], row["received"])}
    for member, versions in register.versions("members").items():
        for day, what in ((first, "opening"), (register.day, "closing")):
            tell((register.on(day, "members", member) or {}).get("organization"), member, what)
        for row in versions:
            for way, day, what in (("in", row["start"], row["entry"]), ("out", row["end"], row["exit"])):
                event = (way, row["organization"], member, day)
                if what and day and first < day <= register.day and event not in moves:
                    tell(row["organization"], member, what)
    return found


def _external(register: Register, organization: str) -> bool:
    """Whether an organization is external: on the last day or, where it had ended, as its latest version says."""
    begun = [row for row in register.versions("organizations")[organization] if begins(row) <= register.day]
    row = register.get("organizations", organization) or max(begun[::-1], key=begins)
    return bool(row["external"])


def difference(told: Mapping[str, int]) -> int:
    """What there must be in the end by the records, less what there is."""
    came, went = sum(told.get(way, 0) for way in WAYS_IN), sum(told.get(way, 0) for way in WAYS_OUT)
    return told.get("opening", 0) + came - went - told.get("closing", 0)


def own(register: Register, first: date) -> dict[str, Counter[str]]:
    """The facts of each organization that was there on one of the days, or had been before and has a fact."""
    found: dict[str, Counter[str]] = {}
    told = facts(register, first)
    named = {organization for organization, _, _ in told}
    for key, versions in register.versions("organizations").items():
        there = register.get("organizations", key) or register.on(first, "organizations", key)
        begun = any(begins(row) <= register.day for row in versions)
        if (there or (begun and key in named)) and not _external(register, key):
            found[key] = Counter()
    for (organization, _, what), times in told.items():
        if organization in found:
            found[organization][what] += times
    return found


def differing(register: Register, first: date) -> dict[tuple[str, str], int]:
    """What each member makes of the difference of each organization, be it that another member makes up for it."""
    counted = own(register, first)
    found: dict[tuple[str, str], Counter[str]] = {}
    for (organization, member, what), times in facts(register, first).items():
        if organization in counted:
            found.setdefault((organization, member), Counter())[what] += times
    return {key: difference(told) for key, told in found.items() if difference(told)}


def x001(register: Register, first: date, _: Norms | None = None) -> Iterator[str]:
    yield from (key for key, told in own(register, first).items() if difference(told))


# ---- X002 and X003: the statistics -----------------------------------------------------------------


def statistics(register: Register, top: str) -> dict[str, int]:
    """The cells of an organization on the register's day, those without whose table nothing is counted left out."""
    forest = subordination(register)
    under = forest.under(register.current("organizations"), top)
    rows = [row for key, row in register.current("organizations").items() if key in under]
    found = {"organizations": len(rows), "branches": sum(row["form"] in BRANCHES for row in rows)}
    if "members" in register.tables:
        status = [row["status"] for row in register.current("members").values() if row["organization"] in under]
        full = status.count("full")
        found |= zip(_OF_MEMBERS, (len(status), full, len(status) - full), strict=True)
    if "units" in register.tables:
        covers = Counter(row["organization"] for row in register.current("units").values())
        single = sum(covers[key] == 1 for key in under)
        joint = sum(covers[key] for key in under if covers[key] > 1)
        none = _uncovered(register, register.current("organizations")[top])
        found |= zip(_OF_UNITS, (single + joint + none, single, joint, none), strict=True)
    return found


def _uncovered(register: Register, organization: Row) -> int:
    """The current units in the division of a committee of a place that no current organization covers."""
    if organization["function"] not in _WHOSE_DIVISION_COUNTS:
        return 0
    forest, place = territory(register), organization["division"]
    units = register.current("units").values()
    bare = [row["division"] for row in units if not register.get("organizations", row["organization"])]
    return sum(_within(register, forest, division, place) for division in bare)


def _within(register: Register, forest: Forest, division: str | None, place: str | None) -> bool:
    both = register.get("divisions", division) and register.get("divisions", place)
    return bool(both) and place in forest.above(division or "")


def wrongly_declared(register: Register, first: date) -> Iterator[tuple[str, int]]:
    """The rows of `declared` that the register contradicts, of several of one key the last; and what it says."""
    on = {day: Register(day, register.tables) for day in {row["day"] for row in register.tables["declared"]}}
    for key, rows in register.versions("declared").items():
        row = rows[-1]
        if first <= row["day"] <= register.day and on[row["day"]].get("organizations", row["organization"]):
            counted = statistics(on[row["day"]], row["organization"]).get(row["cell"])
            if counted is not None and counted != row["value"]:
                yield key, counted


def x002(register: Register, first: date, _: Norms) -> Iterator[str]:
    yield from (key for key, _counted in wrongly_declared(register, first))


def abnormal(register: Register, first: date, norms: Norms) -> Iterator[tuple[str, dict[str, tuple[int, int]]]]:
    """The organizations some of whose cells changed much, and each such cell before and after."""
    earlier = Register(first, register.tables)
    for key in asked(register).keys() & earlier.current("organizations").keys():
        before, after = statistics(earlier, key), statistics(register, key)
        cells = [cell for cell in CELLS if cell in before]
        much = {c: (before[c], after[c]) for c in cells if norms.is_abnormal(before[c], after[c])}
        if much:
            yield key, much


def x003(register: Register, first: date, norms: Norms) -> Iterator[str]:
    yield from (key for key, _much in abnormal(register, first, norms))


RULES = {"X001": x001, "X002": x002, "X003": x003}
