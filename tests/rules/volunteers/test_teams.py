"""V001, V002, V005: bodies, projects and volunteers of teams."""

from datetime import date

import pytest

from regionpb.rules.volunteers.teams import no_project, uncoordinated_team, volunteer_ended

BEFORE, DAY, AFTER = date(2011, 7, 28), date(2011, 7, 29), date(2011, 7, 30)
SPANS = {"now": {}, "over": {"end": DAY}, "coming": {"start": AFTER}, "again": {"start": DAY}}


def each(**values):
    rows = [{"id": name, **span, **values} for name, span in SPANS.items()]
    return [*rows, {"id": "again", "end": BEFORE, **values}]


class TestUncoordinatedTeam:
    def found(self, ask, body, **options):
        tables = {"volunteer_teams": [{"id": "T", "body": body}], "bodies": each()}
        return ask(uncoordinated_team, tables, **options)

    @pytest.mark.parametrize("body", [None, "over", "coming", "known only from a row set aside"])
    def test_none_that_is_current(self, ask, body):
        assert self.found(ask, body) == {"T": {"body": body}}

    @pytest.mark.parametrize("body", ["now", "again"])
    def test_any_that_is_current(self, ask, body):
        assert self.found(ask, body) == {}

    def test_only_current_teams_are_asked(self, ask):
        tables = {"volunteer_teams": each(), "bodies": []}
        assert ask(uncoordinated_team, tables).keys() == {"now", "again"}

    def test_what_it_needs(self, ask):
        assert self.found(ask, None, absent={"volunteer_teams": ["body"]}) is None
        assert ask(uncoordinated_team, {"volunteer_teams": [{"id": "T"}]}) is None


class TestNoProject:
    def found(self, ask, *projects, **options):
        tables = {"volunteer_teams": each(), "projects": [{"id": f"J{n}", **row} for n, row in enumerate(projects)]}
        found = ask(no_project, tables, **options)
        return None if found is None else {*found}

    def test_none_that_is_current(self, ask):
        assert ask(no_project, {"volunteer_teams": [{"id": "T"}], "projects": []}) == {"T": {}}
        assert self.found(ask, {"team": "now"}) == {"again"}
        assert self.found(ask, {"team": "now"}, {"team": "again", "start": DAY}) == set()
        assert self.found(ask, {"team": "now", "end": DAY}, {"team": "again", "start": AFTER}) == {"now", "again"}

    def test_what_it_needs(self, ask):
        assert self.found(ask, absent={"projects": ["team"]}) is None
        assert ask(no_project, {"volunteer_teams": each()}) is None


class TestVolunteerEnded:
    def found(self, ask, *volunteers, **options):
        tables = {"volunteers": volunteers, "members": each(), "volunteer_teams": each()}
        found = ask(volunteer_ended, tables, **options)
        return None if found is None else {*found}

    @pytest.mark.parametrize("member", ["over", "coming"])
    def test_a_member_or_a_team_that_exists_on_another_day(self, ask, member):
        assert self.found(ask, {"team": "now", "member": member}) == {f"now/{member}"}
        assert self.found(ask, {"team": member, "member": "now"}) == {f"{member}/now"}
        assert self.found(ask, {"team": member, "member": member}) == {f"{member}/{member}"}, "once for both"

    def test_what_is_shown(self, ask):
        tables = {"volunteers": [{"team": "now", "member": "over"}], "members": each(), "volunteer_teams": each()}
        assert ask(volunteer_ended, tables) == {"now/over": {"member": "over", "team": "now"}}

    @pytest.mark.parametrize("member", ["now", "again", None, "known only from a row set aside"])
    def test_both_are_there_or_never_were(self, ask, member):
        assert self.found(ask, {"team": "now", "member": member}) == set()
        assert self.found(ask, {"team": member, "member": "now"}) == set()

    @pytest.mark.parametrize("span", [{"end": DAY}, {"start": AFTER}])
    def test_only_current_volunteers_are_asked(self, ask, span):
        assert self.found(ask, {"team": "now", "member": "over", **span}) == set()

    @pytest.mark.parametrize("table", ["members", "volunteer_teams"])
    def test_what_it_needs(self, ask, table):
        tables = {"volunteers": [{"team": "over", "member": "over"}], "members": each(), "volunteer_teams": each()}
        del tables[table]
        assert ask(volunteer_ended, tables) is None
