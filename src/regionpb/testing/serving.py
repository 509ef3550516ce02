"""Service points where each division needs one, near enough to every village that has coordinates; requests to them.

>>> from regionpb.testing.territory import grow_territory
>>> places = grow_territory(3, Dice(b""), [])
>>> [(row["kind"], row["division"]) for row in open_points(places, {})]
[('centre', '330201'), ('station', '330201001'), ('station', '330201002')]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from regionpb.testing.dice import Dice
from regionpb.testing.pieces import Norms, Place, Row
from regionpb.testing.words import adorned
from regionpb.vocabulary import AskedBy, Channel, Circle, RequestKind, Service, ServicePointKind

__all__ = ["open_points", "receive"]

_LOCAL = (
    ServicePointKind.PUBLIC_CENTRE, ServicePointKind.POINT, ServicePointKind.STATION, ServicePointKind.CENTRE
)  # fmt: skip
"""What serves a village; the first serves its whole township."""
_BESIDE = (ServicePointKind.VOLUNTEER_STATION, ServicePointKind.HOTLINE, ServicePointKind.ONLINE)
"""What is no place to go to, or none that is asked for."""
_ALL = [service.value for service in Service]
_CIRCLES = [circle.value for circle in Circle]


def open_points(places: Sequence[Place], dice: Mapping[str, Dice]) -> list[Row]:
    """The service points that divisions need, and some others.

    Args:
        places: the divisions.
        dice: the choices of each, by code; those that are missing choose the plainest.
    """
    rows: list[Row] = []

    def add(kind: ServicePointKind, place: Place, own: Dice) -> None:
        public = kind is ServicePointKind.PUBLIC_CENTRE
        row: Row = {
            "id": f"W-{len(rows) + 1}",
            "name": adorned(f"甬新{len(rows) + 1}{kind.label}", own),
            "kind": kind.value,
            "division": place.code,
            "area_m2": own.pick([None, 758.7]),
            "services": _ALL[:6] if public else own.pick([None, _ALL, _ALL[2:3]]),
            "circles": _CIRCLES if place.at else own.pick([None, _CIRCLES[:1]]),
            "linked_to": [own.pick(rows)["id"]] if rows and own.now_and_then() else None,
        }
        if place.at is not None:
            north, east = place.at
            row |= {"latitude": north + own.pick([0, 0.004]), "longitude": east}  # as good as half a kilometre
        rows.append(row)

    for place in places:
        own = dice.get(place.code, Dice(b""))
        match place.level:
            case "county":
                add(ServicePointKind.CENTRE, own.pick(place.within), own)
            case "township":
                add(own.pick([ServicePointKind.STATION, ServicePointKind.CENTRE]), own.pick(place.within), own)
            case "village":
                first = place.parent is None or place.parent.children[0] is place
                add(ServicePointKind.PUBLIC_CENTRE if first else own.pick(_LOCAL), place, own)
            case _:
                pass
        if own.rarely():
            add(own.pick(_BESIDE), place, own)
    return rows


def receive(
    points: Sequence[Row], teams: Sequence[Row], places: Sequence[Place], dice: Mapping[str, Dice], norms: Norms
) -> list[Row]:
    """Requests of some divisions: old ones closed, young ones open.

    Args:
        points: the service points, to some of which they came.
        teams: the teams of volunteers, some of which took them.
        places: the divisions.
        dice: the choices of each division, by code.
        norms: how long a request may stay open.
    """
    rows: list[Row] = []
    for place in places:
        own = Dice(dice[place.code].drawn[4:])
        if not own.now_and_then():
            continue
        old, room = own.below(2) == 1, norms.number("request_days")
        age = room + own.below(300) if old else own.below(room)
        opened = norms.day - timedelta(days=age)
        rows.append(
            {
                "id": f"Q-{len(rows) + 1}",
                "kind": own.pick([kind.value for kind in RequestKind]),
                "channel": own.pick([channel.value for channel in Channel]),
                "asked_by": own.pick([None, *(asker.value for asker in AskedBy)]),
                "service_point": own.pick([None, *(point["id"] for point in points)]),
                "team": own.pick([None, *(team["id"] for team in teams)]),
                "division": place.code,
                "opened_on": opened,
                "closed_on": opened + timedelta(days=own.below(age + 1)) if old else None,
                "satisfied": own.pick([None, True, False]),
            }
        )
    return rows
