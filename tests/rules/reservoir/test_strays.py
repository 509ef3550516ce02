"""R001, R002: members whom nobody holds."""

from datetime import date

import pytest

from regionpb.rules.reservoir.strays import lost_member, stranded_member

BEFORE, DAY, AFTER = date(2011, 7, 28), date(2011, 7, 29), date(2011, 7, 30)
OLD = date(2009, 1, 1)


class TestStrandedMember:
    ORGANIZATIONS = (
        {"id": "O"},
        {"id": "over", "end": DAY},
        {"id": "coming", "start": AFTER},
        {"id": "again", "end": OLD},
        {"id": "again", "start": DAY},
    )

    def found(self, ask, **row):
        return ask(stranded_member, {"members": [{"id": "M", **row}], "organizations": self.ORGANIZATIONS})

    @pytest.mark.parametrize("organization", ["over", "coming"])
    def test_an_organization_of_another_day(self, ask, organization):
        assert self.found(ask, organization=organization) == {"M": {"organization": organization}}

    @pytest.mark.parametrize("organization", ["O", "again", None, "known only from a row set aside"])
    def test_an_organization_of_the_day_or_of_none(self, ask, organization):
        assert self.found(ask, organization=organization) == {}

    def test_the_day_before_the_end_it_is_still_there(self, ask):
        tables = {"members": [{"id": "M", "organization": "over"}], "organizations": self.ORGANIZATIONS}
        assert ask(stranded_member, tables, day=BEFORE) == {}

    def test_members_who_have_gone_are_not_asked(self, ask):
        assert self.found(ask, organization="over", end=DAY, exit="died") == {}


class TestLostMember:
    def found(self, ask, *rows, day=DAY, **options):
        members = [{"id": "M", "organization": "O", **row} for row in rows]
        return ask(lost_member, {"members": members}, day=day, **options)

    @pytest.mark.parametrize("end", [OLD, BEFORE, DAY])
    def test_an_end_without_a_reason(self, ask, end):
        assert self.found(ask, {"end": end}) == {"M": {"organization": "O", "end": end.isoformat()}}

    @pytest.mark.parametrize("row", [{}, {"end": AFTER}, {"end": OLD, "exit": "died"}, {"start": DAY}])
    def test_still_there_or_gone_for_a_reason(self, ask, row):
        assert self.found(ask, row) == {}

    def test_only_the_latest_version_counts(self, ask):
        assert self.found(ask, {"end": OLD}, {"start": OLD}) == {}
        assert self.found(ask, {"start": OLD}, {"end": OLD}) == {}
        assert self.found(ask, {"end": OLD}, {"start": OLD, "end": BEFORE, "exit": "moved_out"}) == {}
        found = self.found(ask, {"end": OLD, "exit": "moved_out"}, {"start": BEFORE, "end": DAY, "organization": "P"})
        assert found == {"M": {"organization": "P", "end": "2011-07-29"}}

    def test_what_starts_after_the_day_has_not_happened(self, ask):
        assert self.found(ask, {"end": OLD}, {"start": AFTER}).keys() == {"M"}
        assert self.found(ask, {"end": OLD}, {"start": AFTER}, day=AFTER) == {}
        assert self.found(ask, {"start": AFTER, "end": date(2012, 1, 1)}) == {}

    def test_reasons_are_needed_organizations_are_not(self, ask):
        assert self.found(ask, {"end": OLD}, absent={"members": ["exit"]}) is None
        assert self.found(ask, {"end": OLD}, absent={"members": ["organization"]}).keys() == {"M"}
