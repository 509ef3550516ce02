"""L001 to L014 in networkx."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from benchmarks.peers.in_networkx.consultation import bodies, councils
from benchmarks.peers.in_networkx.register import Register, Row, Rule

__all__ = ["RULES"]

ENLARGED = "enlarged_working_committee"
THREE = ("comprehensive_committee", "community_committee", "government_organs_committee")
OF_TOWNSHIP = {"township_committee", "street_working_committee"}


def _townships(r: Register, first: str, last: str) -> set[str]:
    """The current township-level divisions whose own digits lie between two numbers."""
    rows = r.current["divisions"].items()
    return {code for code, row in rows if row["level"] == "township" and first <= code[6:] <= last}


def _rural(r: Register) -> set[str]:
    return _townships(r, "100", "399")


def _of_streets(r: Register) -> dict[str, set[str]]:
    """The enlarged committees of each street, which lie in the street itself."""
    found = {street: set[str]() for street in _townships(r, "001", "099")}
    for key, row in r.asked.items():
        if row["function"] == ENLARGED and row["division"] in found:
            found[row["division"]].add(key)
    return found


def _held(r: Register, key: str) -> Iterator[Row]:
    """The seats of an organization whose holder is a current member."""
    seats = r.naming("seats.organization", "organizations", key)
    yield from (seat for seat in seats if r.get("members", seat["holder"]))


def _part_time(r: Register, key: str) -> Iterator[Row]:
    yield from (seat for seat in _held(r, key) if seat["part_time"])


def _with_function(r: Register, *functions: str) -> Iterator[tuple[str, Row]]:
    """The organizations asked that have one of some functions."""
    yield from ((key, row) for key, row in r.asked.items() if row["function"] in functions)


# ---- "1+3" in streets ------------------------------------------------------------------------------------------------


def l001(r: Register) -> Iterator[str]:
    yield from (street for street, committees in _of_streets(r).items() if not committees)


def l002(r: Register) -> Iterator[str]:
    yield from (street for street, committees in _of_streets(r).items() if len(committees) > 1)


def l003(r: Register) -> Iterator[str]:
    there: dict[str, set[str]] = defaultdict(set)
    for _, row in _with_function(r, *THREE):
        for division in r.territory.above(row["division"]):
            there[division].add(row["function"])
    for street, committees in _of_streets(r).items():
        if not there[street].issuperset(THREE):
            yield from committees


def _concurrent(r: Register) -> Iterator[tuple[Row, Row]]:
    """The part-time seats of a deputy secretary or member on an enlarged committee, and the committee."""
    for key, row in _with_function(r, ENLARGED):
        yield from ((seat, row) for seat in _part_time(r, key) if seat["role"] in {"deputy_secretary", "member"})


def l004(r: Register) -> Iterator[str]:
    for seat, _ in _concurrent(r):
        heads = r.secretaries.get(seat["represents_organization"])
        if heads is not None and all(head["id"] != seat["holder"] for head in heads):
            yield seat["id"]


def l005(r: Register) -> Iterator[str]:
    for seat, committee in _concurrent(r):
        represented = r.get("organizations", seat["represents_organization"])
        if not represented or r.territory.outside(represented["division"], committee["division"]):
            yield seat["id"]


def l006(r: Register) -> Iterator[str]:
    yield from (key for key, _ in _with_function(r, ENLARGED) if not any(_part_time(r, key)))


def l007(r: Register) -> Iterator[str]:
    for key, _ in _with_function(r, "community_committee"):
        if all(seat["role"] != "member" for seat in _part_time(r, key)):
            yield key


def l013(r: Register) -> Iterator[str]:
    led = {street: committees for street, committees in _of_streets(r).items() if committees}
    for key, row in _with_function(r, *THREE):
        streets = led.keys() & r.territory.above(row["division"])
        if any(led[street].isdisjoint(r.subordination.above(key)) for street in streets):
            yield key


def l014(r: Register) -> Iterator[str]:
    units: dict[str, set[str | None]] = {}
    organizations: dict[str, set[str | None]] = {}
    for street, committees in _of_streets(r).items():
        if committees:
            seats = [seat for committee in committees for seat in _part_time(r, committee)]
            units[street] = {seat["represents_unit"] for seat in seats}
            organizations[street] = {seat["represents_organization"] for seat in seats}
    for key, row in r.current["units"].items():
        covering = row["organization"]
        if row["influential"] and r.get("organizations", covering):
            for street in units.keys() & r.territory.above(row["division"]):
                if key not in units[street] and covering not in organizations[street]:
                    yield key


# ---- one vertical and three horizontals in the countryside -----------------------------------------------------------


def _to_be_led(r: Register) -> Iterator[tuple[str, str | None]]:
    """The organizations that must have a township and a county above them, and the division whose those are."""
    country = _rural(r)
    yield from ((key, row["division"]) for key, row in _with_function(r, "village_organization"))
    for unit in r.current["regional_units"].values():
        division = r.get("divisions", unit["division"])
        small = division is not None and division["level"] in {"township", "village"}
        if small and unit["hub"] in r.asked and r.nearest(unit["division"], "township") in country:
            yield unit["hub"], unit["division"]


def l008(r: Register) -> Iterator[str]:
    for key, place in _to_be_led(r):
        above = [r.current["organizations"][one] for one in r.subordination.above(key)]
        for level, functions in (("township", OF_TOWNSHIP), ("county", {"local_committee"})):
            division = r.nearest(place, level)
            if division and not any(row["division"] == division and row["function"] in functions for row in above):
                yield key


def l009(r: Register) -> Iterator[str]:
    coordinated = {*bodies(r, "coordination_committee").values()}
    around = {division for township in _rural(r) for division in r.territory.above(township)}
    for code in around - coordinated:
        if r.current["divisions"][code]["level"] == "county":
            yield code


def l010(r: Register) -> Iterator[str]:
    yield from _rural(r) - {*bodies(r, "coordination_committee").values()}


def l011(r: Register) -> Iterator[str]:
    country, (with_council, _) = _rural(r), councils(r, "co_building_council")
    for key, row in r.current["regional_units"].items():
        if key not in with_council and not country.isdisjoint(r.territory.above(row["division"])):
            yield key


def l012(r: Register) -> Iterator[str]:
    country, (units, divisions) = _rural(r), councils(r, "co_building_council")
    for key, row in _with_function(r, "village_organization"):
        without = row["division"] not in divisions and row["regional_unit"] not in units
        if without and not country.isdisjoint(r.territory.above(row["division"])):
            yield key


RULES: Mapping[str, Rule] = {
    "L001": l001, "L002": l002, "L003": l003, "L004": l004, "L005": l005, "L006": l006, "L007": l007, "L008": l008,
    "L009": l009, "L010": l010, "L011": l011, "L012": l012, "L013": l013, "L014": l014,
}  # fmt: skip
