"""The bodies that a new 1+N unit owes, for plants to spoil."""

from __future__ import annotations

from regionpb.rules.planting.sheet import Sheet
from regionpb.vocabulary import BodyKind

__all__ = ["found_councils"]

_REPRESENTED = ("social_organization", "non_public_enterprise")


def found_councils(sheet: Sheet, regional_unit: str, division: str, *, lacks: BodyKind | None = None) -> None:
    """Give a 1+N unit a co-building council and a consultative one, where bodies of 1+N units are known.

    On the consultative one sit a social organization and an enterprise of the 1+N unit, where that is asked for.

    Args:
        sheet: the tables.
        regional_unit: the 1+N unit.
        division: the division of both.
        lacks: the kind that it is not to have.
    """
    if not sheet.has("bodies", "regional_unit"):
        return
    place = {"division": division, "regional_unit": regional_unit}
    council = None
    for body in (BodyKind.CO_BUILDING_COUNCIL, BodyKind.CONSULTATIVE_COUNCIL):
        if body != lacks:
            council = sheet.add("bodies", name=f"甬新第{sheet.made + 1}{body.label}", kind=str(body), **place)
    if lacks == BodyKind.CONSULTATIVE_COUNCIL:
        return
    if not (sheet.has("units") and sheet.has("seats", "body") and sheet.has("seats", "represents_unit")):
        return
    # Where units do not say in which 1+N unit they lie, nobody asks whether they lie in one.
    lies = {"regional_unit": regional_unit} if sheet.has("units", "regional_unit") else {}
    for kind in _REPRESENTED:
        unit = sheet.add("units", name=f"甬新{sheet.made + 1}号", kind=kind, division=division, **lies)
        sheet.add("seats", role="participant", body=council, represents_unit=unit)
