"""F001–F003: money for the activities of members, and fiscal money at all."""

from datetime import date

import pytest

from regionpb.rules.funding.budgets import activity_fund_short, fund_ratio, unbudgeted

DAY, AFTER = date(2011, 7, 29), date(2011, 7, 30)
THEN = date(2010, 12, 31)
ORGANIZATIONS = [
    {"id": "top"},
    {"id": "mid", "superior": "top"},
    {"id": "low", "superior": "mid"},
    {"id": "side", "superior": "top"},
    {"id": "gone", "superior": "mid", "end": DAY},
]


def money(amount, organization="mid", **row):
    return {
        "id": f"b{organization}{amount}{sorted(row.values(), key=str)}",
        "organization": organization,
        "year": 2010,
        "source": "fiscal",
        "purpose": "member_activity",
        "amount": float(amount),
        **row,
    }


def people(number, organization="mid", **row):
    return [{"id": f"{organization}{n}{sorted(row)}", "organization": organization, **row} for n in range(number)]


class TestActivityFundShort:
    def found(self, ask, budgets, members=None, absent=None, day=DAY, each=100.0):
        tables = {"organizations": ORGANIZATIONS, "members": members or people(3), "budgets": budgets}
        return ask(activity_fund_short, tables, absent=absent, day=day, activity_fund_per_member=each)

    @pytest.mark.parametrize(
        ("amount", "short"), [(299, True), (299.9999, True), (300, False), (301, False), (0, True)]
    )
    def test_so_much_a_member(self, ask, amount, short):
        shown = {"activity_fund": float(amount), "members": 3, "year": 2010, "activity_fund_per_member": 100.0}
        assert self.found(ask, [money(amount)]) == ({"mid": shown} if short else {})

    def test_sums_of_parts_are_exact(self, ask):
        parts = [money(0.1, id=f"part{n}") for n in range(3000)]
        assert self.found(ask, parts) == {}
        assert self.found(ask, parts[1:])["mid"]["activity_fund"] == 299.9

    def test_money_below_counts_and_beside_does_not(self, ask):
        assert self.found(ask, [money(100), money(200, "low")]) == {}
        assert self.found(ask, [money(100), money(200, "side")]).keys() == {"mid"}
        assert self.found(ask, [money(100), money(200, "top")]).keys() == {"mid"}

    def test_members_below_count_and_beside_do_not(self, ask):
        assert self.found(ask, [money(300)], [*people(3), *people(1, "low")]).keys() == {"mid"}
        assert self.found(ask, [money(300)], [*people(3), *people(9, "side"), *people(9, "top")]) == {}

    def test_one_below_without_an_entry_of_its_own_is_not_asked(self, ask):
        assert self.found(ask, [money(100, "top")], people(3, "low")).keys() == {"top"}

    def test_every_source_and_probationary_members_count(self, ask):
        sources = [money(100, source=source) for source in ("dues", "dues_return", "other")]
        assert self.found(ask, sources) == {}
        assert self.found(ask, sources, [*people(3), *people(1, status="probationary")]).keys() == {"mid"}

    @pytest.mark.parametrize("row", [{"purpose": "work"}, {"purpose": "project"}, {"year": 2009}, {"year": 2011}])
    def test_other_money_is_none(self, ask, row):
        assert self.found(ask, [money(1, **row)]) == {}
        assert self.found(ask, [money(1), money(900, **row)]).keys() == {"mid"}

    @pytest.mark.parametrize(
        ("row", "there"),
        [
            ({"start": THEN}, True),
            ({"start": date(2011, 1, 1)}, False),
            ({"end": date(2011, 1, 1)}, True),
            ({"end": THEN}, False),
        ],
    )
    def test_members_of_the_last_day_of_the_year(self, ask, row, there):
        assert self.found(ask, [money(299)], people(3, **row)).keys() == ({"mid"} if there else set())

    def test_who_has_several_versions_counts_once_where_they_were(self, ask):
        versions = [
            {"id": "m", "organization": "mid", "end": date(2011, 3, 1)},
            {"id": "m", "organization": "side", "start": date(2011, 3, 1)},
        ]
        found = self.found(ask, [money(99), money(99, "side")], versions)
        assert {id_: values["members"] for id_, values in found.items()} == {"mid": 1}

    def test_what_has_ended_is_under_nothing(self, ask):
        assert self.found(ask, [money(300), money(1, "gone")], [*people(3), *people(9, "gone")]) == {}

    @pytest.mark.parametrize(
        ("day", "year"), [(date(2011, 1, 1), 2010), (date(2011, 12, 31), 2010), (date(2010, 12, 31), 2009)]
    )
    def test_the_last_full_year(self, ask, day, year):
        assert self.found(ask, [money(1, year=2010), money(2, year=2009)], day=day)["mid"]["year"] == year

    def test_the_first_of_all_years_has_none_before_it(self, ask):
        assert self.found(ask, [money(1, year=0)], day=date(1, 5, 1)).keys() <= {"mid"}

    @pytest.mark.parametrize("each", [100.0, 50.0, 0.0])
    def test_the_parameter(self, ask, each):
        assert self.found(ask, [money(200)], each=each).keys() == ({"mid"} if each == 100 else set())

    @pytest.mark.parametrize(
        "need",
        [
            *("budgets.organization", "budgets.year", "budgets.purpose", "budgets.amount"),
            *("members.organization", "organizations.superior"),
        ],
    )
    def test_what_it_needs(self, ask, need):
        table, _, column = need.partition(".")
        assert self.found(ask, [money(1)], absent={table: [column]}) is None
        assert self.found(ask, [money(1)], absent={"budgets": ["source"]}).keys() == {"mid"}


class TestFundRatio:
    def found(self, ask, budgets, absent=None, share=20.0, tolerance=1.0):
        tables = {"organizations": ORGANIZATIONS, "budgets": budgets}
        return ask(fund_ratio, tables, absent=absent, dues_share_percent=share, dues_share_tolerance=tolerance)

    def split(self, dues, fiscal):
        return [money(dues, source="dues"), money(fiscal, source="fiscal")]

    @pytest.mark.parametrize(
        ("dues", "off"), [(18.99, True), (19, False), (20, False), (21, False), (21.01, True), (0, True), (100, True)]
    )
    def test_one_to_four_within_a_point(self, ask, dues, off):
        shown = {"dues_share": float(dues), "year": 2010, "dues_share_percent": 20.0}
        assert self.found(ask, self.split(dues, 100 - dues)) == ({"mid": shown} if off else {})

    def test_the_share_is_shown_to_a_hundredth(self, ask):
        assert self.found(ask, self.split(1, 2))["mid"]["dues_share"] == 33.33

    @pytest.mark.parametrize("source", ["dues_return", "other"])
    def test_other_sources_do_not_count(self, ask, source):
        assert self.found(ask, [*self.split(20, 80), money(900, source=source)]) == {}
        assert self.found(ask, [money(900, source=source)]) == {}

    def test_nothing_of_either_has_no_ratio(self, ask):
        assert self.found(ask, self.split(0, 0)) == {}

    @pytest.mark.parametrize("row", [{"purpose": "work"}, {"year": 2009}, {"year": 2011}, {"organization": "low"}])
    def test_other_money_is_not_its_own_activity_fund(self, ask, row):
        assert "mid" not in self.found(ask, [*self.split(20, 80), money(900, **{"source": "dues", **row})])

    def test_an_organization_that_has_ended(self, ask):
        assert self.found(ask, [money(1, "gone", source="dues"), money(1, "unknown", source="dues")]) == {}

    @pytest.mark.parametrize(("share", "tolerance", "off"), [(50.0, 0.0, False), (49.0, 1.0, False), (49.0, 0.5, True)])
    def test_the_parameters(self, ask, share, tolerance, off):
        assert (self.found(ask, self.split(5, 5), share=share, tolerance=tolerance) != {}) == off

    @pytest.mark.parametrize("column", ["organization", "year", "purpose", "source", "amount"])
    def test_what_it_needs(self, ask, column):
        assert self.found(ask, self.split(1, 1), absent={"budgets": [column]}) is None

    def test_members_are_not_needed(self, ask):
        assert self.found(ask, self.split(1, 1)).keys() == {"mid"}


class TestUnbudgeted:
    def found(self, ask, *budgets, absent=None, **row):
        committee = {"id": "county", "function": "local_committee", "division": "330203", **row}
        divisions = [{"code": "3302", "level": "prefecture"}, {"code": "330203", "level": "county"}]
        divisions.append({"code": "330204", "level": "county", "end": DAY})
        tables = {"divisions": divisions, "organizations": [committee], "budgets": [*budgets]}
        return ask(unbudgeted, tables, absent=absent)

    def test_no_fiscal_money(self, ask):
        assert self.found(ask) == {"county": {"division": "330203", "year": 2010}}

    @pytest.mark.parametrize("purpose", ["member_activity", "work", "project", "other", None])
    def test_any_purpose_will_do(self, ask, purpose):
        assert self.found(ask, money(0, "county", purpose=purpose)) == {}

    @pytest.mark.parametrize(
        "row", [{"year": 2009}, {"year": 2011}, {"source": "dues"}, {"source": "other"}, {"organization": "mid"}]
    )
    def test_what_is_none(self, ask, row):
        assert self.found(ask, money(9, **{"organization": "county", **row})).keys() == {"county"}

    @pytest.mark.parametrize(
        "row",
        [
            *({"function": "township_committee"}, {"function": "general"}, {"end": DAY}, {"start": AFTER}),
            *({"division": "3302"}, {"division": "330204"}, {"division": None}),
        ],
    )
    def test_who_is_not_asked(self, ask, row):
        assert self.found(ask, **row) == {}

    @pytest.mark.parametrize(
        "need",
        [
            *("organizations.function", "organizations.division", "divisions.level"),
            *("budgets.organization", "budgets.year", "budgets.source"),
        ],
    )
    def test_what_it_needs(self, ask, need):
        table, _, column = need.partition(".")
        assert self.found(ask, absent={table: [column]}) is None
