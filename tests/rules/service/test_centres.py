"""S001, S002, S006: which divisions have a centre, a station or a point."""

from datetime import date

import pytest

from regionpb.rules.service.centres import no_point_in_village, no_public_centre, no_service_point

DAY, AFTER = date(2011, 7, 29), date(2011, 7, 30)
COUNTY, TOWN, VILLAGE, OTHER = "330203", "330203100", "330203100201", "330203100202"
DIVISIONS = [
    {"code": "3302", "level": "prefecture"},
    {"code": COUNTY, "level": "county", "parent": "3302"},
    {"code": TOWN, "level": "township", "parent": COUNTY},
    {"code": VILLAGE, "level": "village", "parent": TOWN},
    {"code": OTHER, "level": "village", "parent": TOWN},
    {"code": "330203101", "level": "township", "parent": COUNTY, "end": DAY},
]
KINDS = ["centre", "station", "point", "public_centre", "volunteer_station", "hotline", "online", None]
NEEDS = ["divisions.level", "divisions.parent", "service_points.kind", "service_points.division"]


def point(kind, division, **row):
    return {"id": f"{kind}-{division}", "kind": kind, "division": division, **row}


def found(ask, rule, *points, divisions=DIVISIONS, absent=None):
    return ask(rule, {"divisions": divisions, "service_points": [*points]}, absent=absent)


@pytest.mark.parametrize("rule", [no_service_point, no_public_centre, no_point_in_village], ids=lambda rule: rule.code)
class TestAll:
    @pytest.mark.parametrize("need", NEEDS)
    def test_what_they_need(self, ask, rule, need):
        table, _, column = need.partition(".")
        assert found(ask, rule, absent={table: [column]}) is None

    def test_without_the_table_they_are_not_checked(self, ask, rule):
        assert ask(rule, {"divisions": DIVISIONS}) is None

    @pytest.mark.parametrize("row", [{"end": DAY}, {"start": AFTER}, {"division": None}, {"division": "330203101"}])
    def test_points_that_do_not_count(self, ask, rule, row):
        points = [point(kind, VILLAGE) | row for kind in KINDS]
        assert found(ask, rule, *points) == found(ask, rule)

    @pytest.mark.parametrize("row", [{"start": DAY}, {"end": AFTER}])
    def test_points_that_do(self, ask, rule, row):
        points = [point(kind, village, **row) for kind in KINDS for village in (VILLAGE, OTHER)]
        assert found(ask, rule, *points) == {}

    def test_a_division_that_has_ended_is_not_asked(self, ask, rule):
        ended = [{**row, "end": DAY} for row in DIVISIONS]
        assert found(ask, rule, divisions=ended) == {}


class TestNoServicePoint:
    def test_neither(self, ask):
        shown = {"level": "county", "stations": 0}
        assert found(ask, no_service_point) == {COUNTY: shown, TOWN: shown | {"level": "township"}}

    @pytest.mark.parametrize("division", [COUNTY, TOWN, VILLAGE])
    def test_a_centre_anywhere_in_a_county(self, ask, division):
        assert COUNTY not in found(ask, no_service_point, point("centre", division))
        assert (TOWN in found(ask, no_service_point, point("centre", division))) == (division == COUNTY)

    def test_a_centre_above_does_not_serve_it(self, ask):
        assert found(ask, no_service_point, point("centre", "3302")).keys() == {COUNTY, TOWN}

    @pytest.mark.parametrize("division", [TOWN, VILLAGE])
    def test_a_station_does_for_a_township_only(self, ask, division):
        shown = {"level": "county", "stations": 1}
        assert found(ask, no_service_point, point("station", division)) == {COUNTY: shown}

    @pytest.mark.parametrize("kind", KINDS[2:])
    def test_other_kinds_do_not(self, ask, kind):
        assert found(ask, no_service_point, point(kind, TOWN)).keys() == {COUNTY, TOWN}

    def test_other_levels_are_not_asked(self, ask):
        others = [row for row in DIVISIONS if row["code"] in {"3302", VILLAGE}]
        assert found(ask, no_service_point, divisions=others) == {}


class TestNoPublicCentre:
    def test_none(self, ask):
        assert found(ask, no_public_centre) == {VILLAGE: {}, OTHER: {}}

    @pytest.mark.parametrize("division", [TOWN, VILLAGE, OTHER])
    def test_one_anywhere_in_the_township(self, ask, division):
        assert found(ask, no_public_centre, point("public_centre", division)) == {}

    def test_one_above_the_township_does_not_serve_it(self, ask):
        assert found(ask, no_public_centre, point("public_centre", COUNTY)).keys() == {VILLAGE, OTHER}

    @pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "public_centre"])
    def test_other_kinds(self, ask, kind):
        assert found(ask, no_public_centre, point(kind, VILLAGE)).keys() == {VILLAGE, OTHER}

    def test_villages_of_no_township_are_asked_for_their_own(self, ask):
        loose = [{"code": code, "level": "village", "parent": parent}
                 for code, parent in ((VILLAGE, None), (OTHER, COUNTY))]  # fmt: skip
        divisions = [*DIVISIONS[:3], *loose]
        assert found(ask, no_public_centre, point("public_centre", VILLAGE), divisions=divisions).keys() == {OTHER}
        assert found(ask, no_public_centre, point("public_centre", TOWN), divisions=divisions).keys() == {
            *(VILLAGE, OTHER)
        }

    def test_a_village_below_a_village_has_the_township_of_that(self, ask):
        below = [*DIVISIONS, {"code": "330203100203", "level": "village", "parent": OTHER}]
        assert found(ask, no_public_centre, point("public_centre", VILLAGE), divisions=below) == {}


class TestNoPointInVillage:
    def test_none(self, ask):
        assert found(ask, no_point_in_village) == {VILLAGE: {}, OTHER: {}}

    @pytest.mark.parametrize("kind", KINDS[:4])
    def test_one_to_go_to(self, ask, kind):
        assert found(ask, no_point_in_village, point(kind, VILLAGE)).keys() == {OTHER}

    @pytest.mark.parametrize("kind", KINDS[4:])
    def test_others(self, ask, kind):
        assert found(ask, no_point_in_village, point(kind, VILLAGE)).keys() == {VILLAGE, OTHER}

    def test_one_above_is_not_within(self, ask):
        assert found(ask, no_point_in_village, point("centre", TOWN)).keys() == {VILLAGE, OTHER}
