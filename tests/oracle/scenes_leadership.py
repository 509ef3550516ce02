"""Who leads: the functions of organizations, part-time seats, councils, leading cadres and their villages, pairings."""

from __future__ import annotations

from datetime import timedelta

from .near import days_ago
from .rows import Row
from .stage import Stage

_THREE = ("comprehensive_committee", "community_committee", "government_organs_committee")
_ABOVE = ("township_committee", "street_working_committee", "local_committee")


def _towns(stage: Stage, first: str, last: str) -> list[Row]:
    """The township-level divisions whose last three digits lie within a range."""
    rows = stage.rows("divisions", level="township")
    return [row for row in rows if len(row["code"]) == 9 and first <= row["code"][6:] <= last]


def _within(stage: Stage, code: str) -> str:
    """A division, or one within it."""
    inside: list[str] = [row["code"] for row in stage.rows("divisions") if str(row.get("code")).startswith(code)]
    return stage.pick(code, *inside)


def _ended(stage: Stage) -> Row:
    """Mostly nothing; else that something has ended, or just not."""
    return {"end": days_ago(stage.rng, stage.day, 0)} if stage.chance(0.15) else {}


def _leader(stage: Stage, function: str, division: str, superior: str | None) -> str:
    """An organization with a function: a new one, or one that was there."""
    cells = {"function": function, "division": division, "superior": superior} | _ended(stage)
    if stage.chance(0.4):
        row = stage.one("organizations")
        cells["superior"] = stage.pick(row.get("superior"), superior) if superior != row["id"] else None
        stage.put("organizations", row, **cells)
        return str(row["id"])
    return str(stage.add("organizations", form=stage.pick("committee", "working_committee"), **cells)["id"])


def street(stage: Stage) -> None:
    """A street with an enlarged committee, some of the three, and part-time seats on it."""
    streets = _towns(stage, "001", "099")
    if not streets:
        return
    code = stage.rng.choice(streets)["code"]
    top = stage.pick(stage.id("organizations"), None)
    heads = [_leader(stage, "enlarged_working_committee", code, top) for _ in range(stage.pick(0, 1, 1, 1, 1, 2))]
    # An enlarged committee somewhere in the street is not one of the street itself.
    if stage.chance(0.15):
        heads.append(_leader(stage, "enlarged_working_committee", _within(stage, code), top))
    for function in stage.rng.sample(_THREE, stage.pick(0, 1, 2, 3, 3)):
        where = _within(stage, code) if stage.chance(0.85) else str(stage.id("divisions"))
        one = _leader(stage, function, where, stage.pick(*heads, stage.id("organizations")))
        if function == "community_committee" and stage.chance(0.5):
            _seat(stage, one, stage.pick("member", "member", "secretary"), code)
    for head in heads:
        for _ in range(stage.pick(0, 1, 2, 3)):
            _seat(stage, head, stage.pick("member", "deputy_secretary", "member", "secretary"), code)


def _seat(stage: Stage, organization: str, role: str, code: str) -> None:
    """A part-time seat, held by the secretary of the organization that it represents, or not."""
    near = [row for row in stage.rows("organizations") if str(row.get("division")).startswith(code)]
    represented = stage.rng.choice(near or stage.rows("organizations"))["id"]
    heads = [row.get("holder") for row in stage.rows("seats", organization=represented, role="secretary")]
    cells = {"part_time": stage.pick(True, True, True, False, None), "holder": stage.pick(*heads, stage.id("members"))}
    cells["represents_organization"] = stage.pick(represented, represented, None, stage.id("organizations"))
    cells["represents_unit"] = stage.pick(None, stage.id("units"), stage.id("units", organization=represented))
    stage.add("seats", organization=organization, role=role, **cells | _ended(stage))
    for unit in stage.some("units", 2):
        stage.put("units", unit, influential=True)
        if stage.chance(0.6):
            stage.put("units", unit, division=_within(stage, code))


def countryside(stage: Stage) -> None:
    """A town with its committee, villages below it, and bodies; not all of them, nor always where they belong."""
    towns = _towns(stage, "100", "399")
    if not towns:
        return
    code = stage.rng.choice(towns)["code"]
    county = code[:6] if stage.rows("divisions", code=code[:6]) else code
    top = _leader(
        stage, stage.pick(*_ABOVE), stage.pick(code, code, county), stage.pick(None, stage.id("organizations"))
    )
    villages = [_leader(stage, "village_organization", _within(stage, code), stage.pick(top, top, None)) for _ in "12"]
    if stage.chance(0.7):
        unit = stage.one("regional_units")
        cells = {"hub": stage.pick(*villages, top), "division": _within(stage, code)}
        if unit:
            stage.put("regional_units", unit, **cells)
        else:
            unit = stage.add("regional_units", mode=stage.pick("sub_area", "village_enterprise"), **cells)
        if stage.chance(0.4):
            village = stage.one("organizations", function="village_organization")
            stage.put("organizations", village, regional_unit=unit["id"])
    for kind in ("coordination_committee", "coordination_committee", "co_building_council", "co_building_council"):
        if stage.chance(0.5):
            own = stage.pick(None, None, stage.id("regional_units"))
            where = stage.pick(county, code, _within(stage, code))
            stage.add("bodies", kind=kind, division=where, regional_unit=own, **_ended(stage))


def councils(stage: Stage) -> None:
    """Councils with their seats and meetings, young and old, and matters brought up in them."""
    unit = stage.one("regional_units")
    for _ in range(stage.pick(1, 1, 2)):
        own = stage.pick(None, unit.get("id"), unit.get("id"))
        where = stage.pick(unit.get("division") or stage.id("divisions"), stage.id("divisions"))
        start = stage.pick(None, None, days_ago(stage.rng, stage.day, 183, 400))
        cells = {"division": where, "regional_unit": own, "start": start} | _ended(stage)
        body = stage.add(
            "bodies", kind=stage.pick("consultative_council", "consultative_council", "association"), **cells
        )
        for kind in ("social_organization", "non_public_enterprise", "public_enterprise", "village"):
            if stage.chance(0.5):
                seat = {
                    "holder": stage.pick(None, stage.id("members")),
                    "represents_unit": stage.id("units", kind=kind),
                }
                stage.add("seats", body=body["id"], role="participant", **seat | _ended(stage))
        for _ in range(stage.pick(0, 1, 2)):
            held = {"held_on": days_ago(stage.rng, stage.day, 183, 183, 0, 200)}
            stage.add("meetings", kind=stage.pick("consultation", "consultation", "training"), body=body["id"], **held)
        for _ in range(stage.pick(0, 1, 2)):
            raised = days_ago(stage.rng, stage.day, 90, 90, 0)
            resolved = stage.pick(None, None, raised + timedelta(days=5), days_ago(stage.rng, stage.day, 0))
            stage.add("matters", body=body["id"], raised_on=raised, resolved_on=resolved)


def leaders(stage: Stage) -> None:
    """Leading cadres of a city or county, and the villages they look after."""
    level = stage.pick("county", "county", "county", "prefecture", "township")
    stage.open("liaisons")
    row, where = stage.one("organizations"), stage.id("divisions", level=level)
    stage.put(
        "organizations", row, function=stage.pick("local_committee", "local_committee", "general"), division=where
    )
    for member in stage.some("members", 3):
        role = stage.pick("leading_cadre", "leading_cadre", "leading_cadre", "secretary")
        stage.add("seats", organization=row["id"], role=role, holder=member["id"], **_ended(stage))
        if stage.chance(0.6):
            village = stage.one("divisions", level=stage.pick("village", "village", "village", "county"))
            township = stage.pick(village.get("parent"), village.get("parent"), stage.id("divisions", level="township"))
            cells = {"township": township or village["code"], "village": village["code"], "leader": member["id"]}
            stage.add("liaisons", **cells | _ended(stage))


def pairs(stage: Stage) -> None:
    """Pairings, once, twice, with oneself, for nothing; and villages that have none."""
    one, other = stage.id("organizations"), stage.id("organizations")
    for _ in range(stage.pick(1, 2, 2, 3)):
        left, right = stage.pick((one, other), (other, one), (one, one))
        stage.add(
            "pairings", left=left, right=right, tasks=stage.pick(["talent"], ["talent"], [], None), **_ended(stage)
        )
    for unit in stage.some("units", 2):
        stage.put("units", unit, kind=stage.pick("village", "community", "university"))
        stage.put("units", unit, organization=stage.pick(one, stage.id("organizations")))


LEADERSHIP = (street, street, street, countryside, countryside, councils, councils, leaders, leaders, pairs, pairs)
