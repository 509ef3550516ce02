"""V003, V004, V006: when a team served last, and when it was trained."""

from datetime import date, timedelta

import pytest

from regionpb.rules.volunteers.activity import service_day_missed, service_month_missed, undertrained

DAY = date(2011, 7, 29)


def tables(held, *, kind, teams=({},), **values):
    meetings = [{"id": f"G{n}", "kind": kind, "team": "T", "held_on": on, **values} for n, on in enumerate(held)]
    return {"volunteer_teams": [{"id": "T", **row} for row in teams], "meetings": meetings}


class TestServiceDayMissed:
    def found(self, ask, *held, day=DAY, kind="service_day", **values):
        found = ask(service_day_missed, tables(held, kind=kind, **values), day=day)
        return {key: row["saturday"] for key, row in found.items()}

    @pytest.mark.parametrize(
        ("day", "saturday"),
        [
            (date(2011, 7, 1), date(2011, 6, 4)),
            (date(2011, 7, 31), date(2011, 6, 4)),
            (date(2011, 8, 1), date(2011, 7, 2)),
            (date(2011, 6, 30), date(2011, 5, 7)),
            (date(2011, 2, 1), date(2011, 1, 1)),
            (date(2012, 1, 31), date(2011, 12, 3)),
            (date(2011, 11, 15), date(2011, 10, 1)),
            (date(2012, 3, 31), date(2012, 2, 4)),
            (date(2024, 10, 31), date(2024, 9, 7)),
        ],
    )
    def test_the_first_saturday_of_the_month_before(self, ask, day, saturday):
        assert saturday.weekday() == 5
        assert self.found(ask, saturday, day=day) == {}
        missed = {"T": saturday.isoformat()}
        assert self.found(ask, day=day) == missed
        for days in (-7, -1, 1, 7, 28, 35):
            assert self.found(ask, saturday + timedelta(days=days), day=day) == missed
        assert self.found(ask, saturday.replace(year=saturday.year - 11), day=day) == missed, "a Saturday of that day"

    @pytest.mark.parametrize("other", [{"kind": "training"}, {"team": "U"}, {"team": None, "organization": "T"}])
    def test_another_meeting_does_not_serve(self, ask, other):
        assert self.found(ask, date(2011, 6, 4), **other).keys() == {"T"}

    @pytest.mark.parametrize(
        ("teams", "asked"),
        [
            ([{"start": date(2011, 6, 1)}], True),
            ([{"start": date(2011, 6, 2)}], False),
            ([{"start": date(2011, 6, 1), "end": date(2011, 6, 20)}, {"start": date(2011, 6, 20)}], True),
            ([{"end": date(2011, 6, 20)}, {"start": date(2011, 6, 21)}], False),
            ([{"end": date(2011, 6, 30)}, {"start": date(2011, 6, 30)}], True),
            ([{"end": date(2011, 7, 1)}, {"start": DAY}], True),
            ([{"end": date(2011, 6, 30)}, {"start": date(2011, 7, 1)}], False),
            ([{"end": DAY}], False),
        ],
    )
    def test_it_must_have_existed_on_every_day_of_that_month(self, ask, teams, asked):
        assert bool(self.found(ask, teams=teams)) is asked


class TestServiceMonthMissed:
    def found(self, ask, *held, day=DAY, kind="service_day", **values):
        found = ask(service_month_missed, tables(held, kind=kind, **values), day=day)
        return {key: row["year"] for key, row in found.items()}

    @pytest.mark.parametrize(
        ("day", "year"),
        [
            (date(2011, 3, 31), 2010),
            (date(2011, 4, 1), 2011),
            (date(2011, 12, 31), 2011),
            (date(2012, 1, 1), 2011),
            (date(2012, 2, 29), 2011),
            (date(2012, 3, 1), 2011),
        ],
    )
    def test_the_last_march_that_is_over(self, ask, day, year):
        assert self.found(ask, day=day) == {"T": year}
        for on in (date(year, 3, 1), date(year, 3, 16), date(year, 3, 31)):
            assert self.found(ask, on, day=day) == {}
        for on in (date(year, 2, 28), date(year, 4, 1), date(year - 1, 3, 16), date(year + 1, 3, 1)):
            assert self.found(ask, on, day=day) == {"T": year}

    @pytest.mark.parametrize("other", [{"kind": "training"}, {"team": "U"}])
    def test_another_meeting_does_not_serve(self, ask, other):
        assert self.found(ask, date(2011, 3, 5), **other) == {"T": 2011}

    @pytest.mark.parametrize(
        ("teams", "asked"),
        [
            ([{"start": date(2011, 3, 1)}], True),
            ([{"start": date(2011, 3, 2)}], False),
            ([{"end": date(2011, 4, 1)}, {"start": DAY}], True),
            ([{"end": date(2011, 3, 31)}, {"start": DAY}], False),
            ([{"end": date(2011, 3, 9)}, {"start": date(2011, 3, 9)}], True),
            ([{"end": date(2011, 3, 9)}, {"start": date(2011, 3, 10)}], False),
        ],
    )
    def test_it_must_have_existed_on_every_day_of_that_march(self, ask, teams, asked):
        assert bool(self.found(ask, teams=teams)) is asked


class TestUndertrained:
    def found(self, ask, *held, kind="training", **values):
        found = ask(undertrained, tables(held, kind=kind, **values), volunteer_training_days=366)
        return {key: row["last_held_on"] for key, row in found.items()}

    @pytest.mark.parametrize(("days", "late"), [(0, False), (366, False), (367, True)])
    def test_the_last_training(self, ask, days, late):
        on = DAY - timedelta(days=days)
        assert self.found(ask, on) == ({"T": on.isoformat()} if late else {})

    def test_there_was_none(self, ask):
        assert self.found(ask) == {"T": None}
        assert self.found(ask, DAY, kind="service_day") == {"T": None}

    @pytest.mark.parametrize(("days", "asked"), [(365, False), (366, True)])
    def test_a_young_team_is_not_asked(self, ask, days, asked):
        assert bool(self.found(ask, teams=[{"start": DAY - timedelta(days=days)}])) is asked


@pytest.mark.parametrize("rule", [service_day_missed, service_month_missed, undertrained], ids=lambda rule: rule.code)
@pytest.mark.parametrize("column", ["kind", "team", "held_on"])
def test_what_they_need(ask, rule, column):
    parameters = {"volunteer_training_days": 366}
    assert ask(rule, tables([], kind=""), absent={"meetings": [column]}, **parameters) is None
    assert ask(rule, {"volunteer_teams": [{"id": "T"}]}, **parameters) is None
