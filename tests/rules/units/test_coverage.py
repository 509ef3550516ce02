"""U008–U011: the units that a 1+N unit covers."""

from datetime import date

import pytest

from regionpb.rules.units.coverage import division_ended, mode_mismatch, uncovered_unit, unit_organization_disagree

DAY, AFTER = date(2011, 7, 29), date(2011, 7, 30)


def units(*rows):
    return [{"id": f"u{n}", "kind": "non_public_enterprise", "division": "330203", **row} for n, row in enumerate(rows)]


class TestModeMismatch:
    def found(self, ask, mode, *rows, **options):
        lying = units(*({"regional_unit": "X", **row} for row in rows))
        return ask(mode_mismatch, {"regional_units": [{"id": "X", "mode": mode}], "units": lying}, **options)

    @pytest.mark.parametrize(
        ("mode", "kinds"),
        [
            ("village_enterprise", []),
            ("village_enterprise", ["village", "cooperative"]),
            ("village_enterprise", ["public_enterprise"]),
            ("village_neighbourhood", []),
            ("village_neighbourhood", ["village", "non_public_enterprise"]),
            ("village_neighbourhood", ["community", "community"]),
        ],
    )
    def test_something_is_missing(self, ask, mode, kinds):
        found = self.found(ask, mode, *({"kind": kind} for kind in kinds))
        assert found == {
            "X": {
                "mode": mode,
                "villages": kinds.count("village"),
                "communities": kinds.count("community"),
                "enterprises": kinds.count("public_enterprise") + kinds.count("non_public_enterprise"),
                "trades": 0,
            }
        }

    @pytest.mark.parametrize(
        ("mode", "kinds"),
        [
            ("village_enterprise", ["village", "public_enterprise"]),
            ("village_enterprise", ["village", "non_public_enterprise", "community"]),
            ("village_neighbourhood", ["village", "community"]),
            ("park", []),
            ("industry", ["village"]),
        ],
    )
    def test_nothing_is_missing(self, ask, mode, kinds):
        assert self.found(ask, mode, *({"kind": kind} for kind in kinds)) == {}

    def test_a_trade_is_one_trade(self, ask):
        assert self.found(ask, "trade", {"trade": "物流"}, {"trade": "物流"}, {"trade": None}) == {}
        assert self.found(ask, "trade") == {}
        found = self.found(ask, "trade", {"trade": "物流"}, {"trade": "纺织"}, {"trade": "物流"})
        assert found["X"]["trades"] == 2
        assert self.found(ask, "industry", {"trade": "物流"}, {"trade": "纺织"}) == {}

    @pytest.mark.parametrize("row", [{"regional_unit": None}, {"regional_unit": "Y"}, {"end": DAY}, {"start": AFTER}])
    def test_only_current_units_that_lie_in_it_count(self, ask, row):
        assert self.found(ask, "village_enterprise", {"kind": "village", **row}, {}).keys() == {"X"}

    def test_without_units_it_is_not_checked(self, ask):
        assert ask(mode_mismatch, {"regional_units": [{"id": "X", "mode": "trade"}]}) is None
        assert self.found(ask, "trade", absent={"units": ["trade"]}) is None


class TestUncoveredUnit:
    ORGANIZATIONS = ({"id": "O"}, {"id": "over", "end": DAY})
    REGIONAL_UNITS = ({"id": "X"}, {"id": "Xover", "end": DAY})

    def found(self, ask, *rows, **options):
        tables = {"units": units(*rows), "organizations": self.ORGANIZATIONS, "regional_units": self.REGIONAL_UNITS}
        return ask(uncovered_unit, tables, **options)

    @pytest.mark.parametrize("organization", [None, "over", "unknown"])
    @pytest.mark.parametrize("regional_unit", [None, "Xover", "unknown"])
    def test_neither_is_there(self, ask, organization, regional_unit):
        shown = {"organization": organization, "regional_unit": regional_unit}
        assert self.found(ask, shown) == {"u0": {"kind": "non_public_enterprise", **shown}}

    def test_one_is_enough(self, ask):
        assert self.found(ask, {"organization": "O"}, {"regional_unit": "X"}) == {}

    @pytest.mark.parametrize("kind", ["village", "community"])
    def test_villages_and_communities_are_exempt(self, ask, kind):
        assert self.found(ask, {"kind": kind}) == {}

    def test_a_kind_exempts_and_without_any_nothing_is_said(self, ask):
        assert self.found(ask, {"kind": None}).keys() == {"u0"}
        assert self.found(ask, {"kind": None}, absent={"units": ["kind"]}) is None
        assert self.found(ask, {}, absent={"units": ["organization"]}) is None
        assert self.found(ask, {}, absent={"units": ["regional_unit"]}) is None

    def test_a_unit_that_has_ended_is_not_asked(self, ask):
        assert self.found(ask, {"end": DAY}) == {}


class TestUnitOrganizationDisagree:
    def found(self, ask, unit, organization):
        tables = {
            "units": units({"organization": "O", **unit}),
            "organizations": [{"id": "O", **organization}],
            "regional_units": [{"id": "X"}, {"id": "Y"}, {"id": "over", "end": DAY}],
        }
        return ask(unit_organization_disagree, tables)

    def test_they_belong_to_different_units(self, ask):
        found = self.found(ask, {"regional_unit": "X"}, {"regional_unit": "Y"})
        assert found == {"u0": {"regional_unit": "X", "organization": "O", "organization_regional_unit": "Y"}}

    @pytest.mark.parametrize(
        ("mine", "its"), [("X", "X"), ("X", None), (None, "X"), (None, None), ("X", "over"), ("over", "X"), ("X", "?")]
    )
    def test_they_agree_or_one_says_nothing_current(self, ask, mine, its):
        assert self.found(ask, {"regional_unit": mine}, {"regional_unit": its}) == {}

    def test_an_organization_that_has_ended_is_passed_over(self, ask):
        assert self.found(ask, {"regional_unit": "X"}, {"regional_unit": "Y", "end": DAY}) == {}


class TestDivisionEnded:
    def found(self, ask, *rows):
        divisions = [
            {"code": "330203"},
            {"code": "330204", "end": DAY},
            {"code": "330205", "end": date(2009, 1, 1)},
            {"code": "330205", "start": DAY},
            {"code": "330206", "start": AFTER},
        ]
        return ask(division_ended, {"units": units(*rows), "divisions": divisions})

    @pytest.mark.parametrize("division", ["330204", "330206"])
    def test_it_exists_on_another_day(self, ask, division):
        assert self.found(ask, {"division": division}) == {"u0": {"division": division}}

    @pytest.mark.parametrize("division", ["330203", "330205", None, "known only from a row set aside"])
    def test_it_exists_now_or_never(self, ask, division):
        assert self.found(ask, {"division": division}) == {}

    def test_a_unit_that_has_ended_is_not_asked(self, ask):
        assert self.found(ask, {"division": "330204", "end": DAY}) == {}
