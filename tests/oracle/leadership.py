"""L001 to L014."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from .consultation import bodies, in_division, in_unit
from .norms import Norms
from .organizations import asked
from .rows import Forest, Register, Row, subordination, territory

_ENLARGED = "enlarged_working_committee"
_THREE = ("comprehensive_committee", "community_committee", "government_organs_committee")
_OF_TOWNSHIP = {"township_committee", "street_working_committee"}


# ---- where ---------------------------------------------------------------------------------------


def _townships(register: Register, first: int, last: int) -> set[str]:
    """The current township-level divisions whose own three digits lie between two numbers."""
    rows = register.current("divisions")
    return {code for code, row in rows.items() if row["level"] == "township" and first <= int(code[6:9]) <= last}


def streets(register: Register) -> set[str]:
    return _townships(register, 1, 99)


def rural(register: Register) -> set[str]:
    return _townships(register, 100, 399)


def _around(register: Register, forest: Forest, division: str | None) -> list[str]:
    """A current division and all above it, the nearest first."""
    return forest.above(division) if division and register.get("divisions", division) else []


def _within_any(register: Register, forest: Forest, division: str | None, some: set[str]) -> bool:
    return not some.isdisjoint(_around(register, forest, division))


def _nearest(register: Register, forest: Forest, division: str | None, level: str) -> str | None:
    """The division of a level in which a division lies, and be it itself."""
    rows = register.current("divisions")
    return next((code for code in _around(register, forest, division) if rows[code]["level"] == level), None)


# ---- who -----------------------------------------------------------------------------------------


def _of_streets(register: Register) -> Mapping[str, set[str]]:
    """The enlarged committees of each street: those that lie in the street itself."""
    found: dict[str, set[str]] = {street: set() for street in streets(register)}
    for key, row in asked(register).items():  # one outside the region is nobody's committee
        if row["function"] == _ENLARGED and row["division"] in found:
            found[row["division"]].add(key)
    return found


def _seats(register: Register) -> list[Row]:
    """The current seats that count: whose holder has not ended. Where no members are known, every holder counts."""
    held = [seat for seat in register.current("seats").values() if seat["holder"]]
    return [s for s in held if "members" not in register.tables or register.get("members", s["holder"])]


def _part_time(register: Register, organization: str) -> list[Row]:
    return [seat for seat in _seats(register) if seat["organization"] == organization and seat["part_time"]]


def _concurrent(register: Register) -> Iterator[tuple[str, Row, Row]]:
    """The part-time seats of a deputy secretary or member on a current enlarged committee, and the committee."""
    for seat in _seats(register):
        committee = asked(register).get(seat["organization"])
        enlarged = committee is not None and committee["function"] == _ENLARGED
        if committee and enlarged and seat["part_time"] and seat["role"] in {"deputy_secretary", "member"}:
            yield seat["id"], seat, committee


# ---- "1+3" in streets ----------------------------------------------------------------------------


def l001(register: Register, _: Norms) -> Iterator[str]:
    yield from (street for street, committees in _of_streets(register).items() if not committees)


def l002(register: Register, _: Norms) -> Iterator[str]:
    yield from (street for street, committees in _of_streets(register).items() if len(committees) > 1)


def l003(register: Register, _: Norms) -> Iterator[str]:
    """A committee as often as one of the three is missing."""
    forest = territory(register)
    for street, committees in _of_streets(register).items():
        organizations = asked(register).values()
        there = {row["function"] for row in organizations if street in _around(register, forest, row["division"])}
        for committee in committees & asked(register).keys():
            yield from (committee for function in _THREE if function not in there)


def l004(register: Register, _: Norms) -> Iterator[str]:
    secretaries = {(seat["organization"], seat["holder"]) for seat in _seats(register) if seat["role"] == "secretary"}
    for key, seat, _committee in _concurrent(register):
        represented = seat["represents_organization"]
        if register.get("organizations", represented) and (represented, seat["holder"]) not in secretaries:
            yield key


def l005(register: Register, _: Norms) -> Iterator[str]:
    forest = territory(register)
    for key, seat, committee in _concurrent(register):
        represented = register.get("organizations", seat["represents_organization"])
        if represented is None:
            yield key
        elif register.get("divisions", committee["division"]):
            around = _around(register, forest, represented["division"])
            if around and committee["division"] not in around:
                yield key


def l006(register: Register, _: Norms) -> Iterator[str]:
    for key, row in asked(register).items():
        if row["function"] == _ENLARGED and not _part_time(register, key):
            yield key


def l007(register: Register, _: Norms) -> Iterator[str]:
    for key, row in asked(register).items():
        members = [seat for seat in _part_time(register, key) if seat["role"] == "member"]
        if row["function"] == "community_committee" and not members:
            yield key


def l013(register: Register, _: Norms) -> Iterator[str]:
    places, forest, of_streets = territory(register), subordination(register), _of_streets(register)
    for key, row in asked(register).items():
        around = _around(register, places, row["division"])
        there = [committees for street, committees in of_streets.items() if street in around and committees]
        if row["function"] in _THREE and any(committees.isdisjoint(forest.above(key)) for committees in there):
            yield key


def l014(register: Register, _: Norms) -> Iterator[str]:
    forest, of_streets = territory(register), _of_streets(register)
    for key, row in register.current("units").items():
        covered = row["influential"] and register.get("organizations", row["organization"])
        around = _around(register, forest, row["division"]) if covered else []
        there = [committees for street, committees in of_streets.items() if street in around and committees]
        if any(not _represented(register, committees, key, row["organization"]) for committees in there):
            yield key


def _represented(register: Register, committees: set[str], unit: str, organization: str) -> bool:
    """Whether a part-time seat on one of some committees represents a unit or the organization that covers it."""
    seats = [seat for committee in committees for seat in _part_time(register, committee)]
    return any(s["represents_unit"] == unit or s["represents_organization"] == organization for s in seats)


# ---- one vertical and three horizontals in the countryside ----------------------------------------


def _to_be_led(register: Register) -> Mapping[str, set[str | None]]:
    """The divisions for which an organization must have its township and county above it."""
    forest, country = territory(register), rural(register)
    found: dict[str, set[str | None]] = defaultdict(set)
    for key, row in register.current("organizations").items():
        if row["function"] == "village_organization":
            found[key].add(row["division"])
    for unit in register.current("regional_units").values():
        division = register.get("divisions", unit["division"])
        township = _nearest(register, forest, unit["division"], "township")
        if division and division["level"] in {"township", "village"} and township in country:
            found[unit["hub"]].add(unit["division"])
    return found


def l008(register: Register, _: Norms) -> Iterator[str]:
    """Where there is no township, or no county, nothing is asked of its committees."""
    places, forest, to_be_led = territory(register), subordination(register), _to_be_led(register)
    for key in asked(register):
        above = [register.current("organizations")[one] for one in forest.above(key)]
        for division in to_be_led[key]:
            township = _nearest(register, places, division, "township")
            county = _nearest(register, places, division, "county")
            in_township = {row["function"] for row in above if row["division"] == township}
            in_county = {row["function"] for row in above if row["division"] == county}
            lacks_township = township is not None and not in_township & _OF_TOWNSHIP
            if lacks_township or (county is not None and "local_committee" not in in_county):
                yield key
                break


def _coordinated(register: Register) -> set[str]:
    return {body["division"] for body in bodies(register, "coordination_committee").values()}


def l009(register: Register, _: Norms) -> Iterator[str]:
    forest, country, coordinated = territory(register), rural(register), _coordinated(register)
    for code, row in register.current("divisions").items():
        if row["level"] == "county" and forest.under(country, code) and code not in coordinated:
            yield code


def l010(register: Register, _: Norms) -> Iterator[str]:
    yield from rural(register) - _coordinated(register)


def l011(register: Register, _: Norms) -> Iterator[str]:
    forest, country = territory(register), rural(register)
    for key, row in register.current("regional_units").items():
        in_country = _within_any(register, forest, row["division"], country)
        if in_country and not in_unit(register, "co_building_council", key):
            yield key


def l012(register: Register, _: Norms) -> Iterator[str]:
    forest, country = territory(register), rural(register)
    for key, row in asked(register).items():
        if row["function"] != "village_organization" or not _within_any(register, forest, row["division"], country):
            continue
        unit = row["regional_unit"]
        through_unit = register.get("regional_units", unit) and in_unit(register, "co_building_council", unit)
        if not in_division(register, "co_building_council", row["division"]) and not through_unit:
            yield key


RULES = {
    "L001": l001, "L002": l002, "L003": l003, "L004": l004, "L005": l005, "L006": l006, "L007": l007, "L008": l008,
    "L009": l009, "L010": l010, "L011": l011, "L012": l012, "L013": l013, "L014": l014,
}  # fmt: skip
