"""C001–C003: councils, who sits on them and how often they meet."""

from datetime import date, timedelta

import pytest

from regionpb.rules.consultation.councils import idle_council, narrow_council, no_consultation
from regionpb.vocabulary import ENTERPRISES, BodyKind, UnitKind

BEFORE, DAY, AFTER = date(2011, 7, 28), date(2011, 7, 29), date(2011, 7, 30)


def council(**values):
    return {"id": "B", "kind": "consultative_council", "division": "330203", **values}


class TestNoConsultation:
    DIVISIONS = (
        {"code": "330203"},
        {"code": "330203001", "parent": "330203"},
        {"code": "330204", "end": DAY},
    )
    UNITS = (
        {"id": "X", "division": "330203"},
        {"id": "Y", "division": "330203"},
        {"id": "low", "division": "330203001"},
        {"id": "past", "division": "330204"},
        {"id": "over", "division": "330203", "end": DAY},
    )

    def found(self, ask, *bodies, **options):
        tables = {"regional_units": self.UNITS, "divisions": self.DIVISIONS, "bodies": bodies}
        found = ask(no_consultation, tables, **options)
        return None if found is None else {*found}

    def test_without_any(self, ask):
        assert self.found(ask) == {"X", "Y", "low", "past"}
        assert ask(no_consultation, {"regional_units": self.UNITS[:1], "divisions": self.DIVISIONS, "bodies": []}) == {
            "X": {"division": "330203"}
        }

    def test_of_the_unit(self, ask):
        assert self.found(ask, council(regional_unit="X")) == {"Y", "low", "past"}
        assert self.found(ask, council(regional_unit="low")) == {"X", "Y", "past"}, "wherever it lies"

    def test_of_the_division_where_it_is_of_no_unit(self, ask):
        assert self.found(ask, council()) == {"low", "past"}
        assert self.found(ask, council(division="330203001")) == {"X", "Y", "past"}, "not of what lies below or above"

    def test_a_unit_that_is_no_more_is_none(self, ask):
        assert self.found(ask, council(regional_unit="over")) == {"low", "past"}

    def test_a_division_that_is_no_more_has_no_council(self, ask):
        assert self.found(ask, council(division="330204")) == {"X", "Y", "low", "past"}

    @pytest.mark.parametrize(
        "row", [{"end": DAY}, {"start": AFTER}, *({"kind": k.value} for k in BodyKind if k != "consultative_council")]
    )
    def test_another_body_or_one_that_is_not_there(self, ask, row):
        assert self.found(ask, council(regional_unit="X", **row), council(id="C", **row)) == {"X", "Y", "low", "past"}

    @pytest.mark.parametrize("column", ["kind", "division", "regional_unit"])
    def test_without_bodies_or_their_columns_it_is_not_checked(self, ask, column):
        assert self.found(ask, absent={"bodies": [column]}) is None
        tables = {"regional_units": self.UNITS, "divisions": self.DIVISIONS}
        assert ask(no_consultation, tables) is None
        assert self.found(ask, absent={"regional_units": ["division"]}) is None


class TestNarrowCouncil:
    def found(self, ask, *kinds, bodies=None, seat=None, unit=None, **options):
        units = [{"id": f"u{n}", "kind": kind, **(unit or {})} for n, kind in enumerate(kinds)]
        seats = [{"id": f"s{n}", "body": "B", "represents_unit": f"u{n}", **(seat or {})} for n in range(len(kinds))]
        tables = {"bodies": bodies or [council()], "seats": seats, "units": units}
        found = ask(narrow_council, tables, **options)
        return found and {key: (row["social_organizations"], row["enterprises_seated"]) for key, row in found.items()}

    def test_one_of_each(self, ask):
        for enterprise in ENTERPRISES:
            assert self.found(ask, "social_organization", enterprise.value, "village") == {}

    def test_none_of_one(self, ask):
        assert self.found(ask) == {"B": (0, 0)}
        assert self.found(ask, "social_organization", "social_organization") == {"B": (2, 0)}
        assert self.found(ask, "public_enterprise", "non_public_enterprise", "non_public_enterprise") == {"B": (0, 3)}

    @pytest.mark.parametrize("kind", [k.value for k in UnitKind if k not in {*ENTERPRISES, "social_organization"}])
    def test_others_are_neither(self, ask, kind):
        assert self.found(ask, kind) == {"B": (0, 0)}

    @pytest.mark.parametrize(
        "row", [{"seat": {"end": DAY}}, {"seat": {"start": AFTER}}, {"seat": {"body": "other"}},
                {"seat": {"represents_unit": None}}, {"unit": {"end": DAY}}, {"unit": {"kind": None}}]
    )  # fmt: skip
    def test_seats_and_units_that_are_not_there(self, ask, row):
        assert self.found(ask, "social_organization", "public_enterprise", **row) == {"B": (0, 0)}

    def test_it_does_not_matter_who_holds_the_seat(self, ask):
        for holder in (None, "nobody"):
            assert self.found(ask, "social_organization", "public_enterprise", seat={"holder": holder}) == {}

    @pytest.mark.parametrize("kind", [k.value for k in BodyKind if k != "consultative_council"])
    def test_only_consultative_councils_are_asked(self, ask, kind):
        assert self.found(ask, bodies=[council(kind=kind)]) == {}
        assert self.found(ask, bodies=[council(end=DAY)]) == {}

    @pytest.mark.parametrize(
        "absent", [{"bodies": ["kind"]}, {"seats": ["body"]}, {"seats": ["represents_unit"]}, {"units": ["kind"]}]
    )
    def test_what_it_needs(self, ask, absent):
        assert self.found(ask, absent=absent) is None

    @pytest.mark.parametrize("table", ["seats", "units"])
    def test_without_tables_it_is_not_checked(self, ask, table):
        tables = {"bodies": [council()], "seats": [], "units": []}
        del tables[table]
        assert ask(narrow_council, tables) is None


class TestIdleCouncil:
    def found(self, ask, *meetings, bodies=({},), **options):
        held = [{"id": f"G{n}", "kind": "consultation", "body": "B", **row} for n, row in enumerate(meetings)]
        tables = {"bodies": [council(**row) for row in bodies], "meetings": held}
        found = ask(idle_council, tables, council_idle_days=183, **options)
        return found and {key: row["last_held_on"] for key, row in found.items()}

    @pytest.mark.parametrize(("days", "late"), [(0, False), (183, False), (184, True)])
    def test_the_last_consultation(self, ask, days, late):
        on = DAY - timedelta(days=days)
        assert self.found(ask, {"held_on": on}) == ({"B": on.isoformat()} if late else {})

    def test_there_was_none(self, ask):
        assert self.found(ask) == {"B": None}

    @pytest.mark.parametrize("other", [{"kind": "training"}, {"body": "C"}, {"body": None, "organization": "B"}])
    def test_another_meeting_does_not_serve(self, ask, other):
        assert self.found(ask, {"held_on": BEFORE, **other}) == {"B": None}

    @pytest.mark.parametrize(("days", "asked"), [(182, False), (183, True)])
    def test_a_young_council_is_not_asked(self, ask, days, asked):
        assert bool(self.found(ask, bodies=[{"start": DAY - timedelta(days=days)}])) is asked

    def test_a_council_that_was_founded_anew_is_young(self, ask):
        assert self.found(ask, bodies=[{"end": BEFORE}, {"start": BEFORE}]) == {"B": None}
        assert self.found(ask, bodies=[{"end": BEFORE}, {"start": DAY}]) == {}

    @pytest.mark.parametrize("kind", [k.value for k in BodyKind if k != "consultative_council"])
    def test_only_consultative_councils_are_asked(self, ask, kind):
        assert self.found(ask, bodies=[{"kind": kind}]) == {}
        assert self.found(ask, bodies=[{"end": DAY}]) == {}

    @pytest.mark.parametrize(
        "absent", [{"bodies": ["kind"]}, *({"meetings": [column]} for column in ("kind", "body", "held_on"))]
    )
    def test_what_it_needs(self, ask, absent):
        assert self.found(ask, absent=absent) is None
        assert ask(idle_council, {"bodies": [council()]}, council_idle_days=183) is None
