from datetime import date, timedelta

import pytest

from .asking import DAY, PLACES, STREET, checked, found
from .volunteers import first_saturday


def ago(days):
    return DAY - timedelta(days=days)


def team(meetings=(), **cells):
    return {
        "divisions": PLACES,
        "volunteer_teams": [{"id": "T", "division": STREET} | cells],
        "bodies": [{"id": "B", "kind": "volunteer_coordination", "division": STREET}],
        "meetings": [{"team": "T", "kind": "service_day"} | row for row in meetings],
    }


def test_a_team_is_coordinated_by_a_current_body():
    assert found("V001", team(body="B")) == []
    assert found("V001", team()) == ["T"]
    assert found("V001", team(body="X-404")) == ["T"]
    assert found("V001", team(end=DAY)) == []
    rows = team(body="B")
    rows["bodies"][0]["end"] = DAY
    assert found("V001", rows) == ["T"]


def test_a_team_has_a_current_project():
    rows = team()
    assert found("V002", rows) == ["T"]
    rows["projects"] = [{"team": "T"}]
    assert found("V002", rows) == []
    rows["projects"] = [{"team": "T", "end": DAY}]
    assert found("V002", rows) == ["T"]


@pytest.mark.parametrize(
    ("month", "saturday"),
    [
        (date(2011, 1, 1), date(2011, 1, 1)),  # the month begins with it
        (date(2011, 5, 1), date(2011, 5, 7)),  # and the day after it
        (date(2019, 12, 1), date(2019, 12, 7)),
    ],
)
def test_the_first_saturday_of_a_month(month, saturday):
    assert first_saturday(month) == saturday


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2020, 1, 31)])
def test_a_team_served_on_the_first_saturday_of_the_month_before(day):
    assert found("V003", team([{"held_on": date(2019, 12, 7)}]), day) == []
    assert found("V003", team([{"held_on": date(2019, 12, 8)}, {"held_on": date(2020, 1, 4)}]), day) == ["T"]
    assert found("V003", team([{"held_on": date(2019, 12, 7), "kind": "training"}]), day) == ["T"]
    assert found("V003", team(start=date(2019, 12, 1)), day) == ["T"]
    assert found("V003", team(start=date(2019, 12, 2)), day) == []


def test_a_team_served_in_the_last_march_that_is_past():
    may = date(2011, 5, 1)
    assert found("V004", team([{"held_on": date(2011, 3, 1)}]), may) == []
    assert found("V004", team([{"held_on": date(2011, 3, 31)}]), may) == []
    assert found("V004", team([{"held_on": date(2011, 2, 28)}, {"held_on": date(2011, 4, 1)}]), may) == ["T"]
    assert found("V004", team([{"held_on": date(2011, 3, 9), "kind": "training"}]), may) == ["T"]
    assert found("V004", team(start=date(2011, 3, 1)), may) == ["T"]
    assert found("V004", team(start=date(2011, 3, 2)), may) == []


def test_a_march_that_is_going_on_is_not_past():
    last_year = team([{"held_on": date(2010, 3, 6)}])
    assert found("V004", last_year, date(2011, 3, 31)) == []
    assert found("V004", last_year, date(2011, 4, 1)) == ["T"]
    assert found("V004", team([{"held_on": date(2011, 3, 6)}]), date(2011, 3, 31)) == ["T"]


def volunteer(of_member=(), **cells):
    rows = team()
    rows["organizations"] = [{"id": "O", "division": STREET}]
    rows["members"] = [{"id": "M", "organization": "O"} | dict(of_member)]
    rows["volunteers"] = [{"team": "T", "member": "M"} | cells]
    return rows


def test_a_volunteer_and_the_team_are_there():
    assert found("V005", volunteer()) == []
    assert found("V005", volunteer({"end": DAY, "exit": "died"})) == ["T/M"]
    assert found("V005", volunteer({"end": DAY}, end=DAY)) == []
    assert found("V005", volunteer(member="X-404")) == []
    rows = volunteer()
    rows["volunteer_teams"][0]["end"] = DAY
    assert found("V005", rows) == ["T/M"]
    rows["volunteers"][0]["member"] = "X-404"
    assert found("V005", rows) == ["T/X-404"]


def test_a_team_is_trained_within_a_year():
    assert found("V006", team([{"kind": "training", "held_on": ago(366)}])) == []
    assert found("V006", team([{"kind": "training", "held_on": ago(367)}])) == ["T"]
    assert found("V006", team([{"held_on": ago(1)}])) == ["T"]
    assert found("V006", team(start=ago(366))) == ["T"]
    assert found("V006", team(start=ago(365))) == []


def test_what_each_rule_needs():
    assert not checked("V001", ["volunteer_teams.body"])
    assert not checked("V002", ["projects"])
    for code in ("V003", "V004", "V006"):
        assert not checked(code, ["meetings.team"])
    assert not checked("V005", ["members"])
