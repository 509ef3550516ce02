from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regionpb.contract import TABLES
from regionpb.errors import UnknownName
from regionpb.policies import POLICY_NAMES, InForce, Parameter, Period, Policy, Unit, Value, read_policy

SPEECH = date(2011, 7, 29)
TODAY = date(2026, 1, 1)
BRANCHES = date(2018, 10, 28)  # the regulation on branches comes into force

NUMBERS = {
    "minimum_full_members": 3,
    "largest_branch": 50,
    "general_branch_from": 50,
    "committee_from": 100,
    "term_branch": 3,
    "term_committee": 5,
    "term_village": 5,
    "election_grace_years": 1,
    "joint_branch_units": 5,
    "joint_candidate_up_to": 2,
    "probation_months": 12,
    "joining_age": 18,
    "lost_contact_months": 6,
    "transfer_days": 90,
    "floating_months": 6,
    "council_idle_days": 183,
    "matter_open_days": 90,
    "general_meeting_days": 92,
    "committee_meeting_days": 31,
    "branch_committee_from": 7,
    "lecture_days": 92,
    "theme_day_days": 31,
    "life_meeting_days": 366,
    "appraisal_days": 366,
    "service_circle_minutes": 10.0,
    "walking_metres_per_minute": 80.0,
    "request_days": 15,
    "volunteer_training_days": 366,
    "activity_fund_per_member": 100.0,
    "dues_share_percent": 20.0,
    "dues_share_tolerance": 1.0,
    "village_secretary_pay_ratio": 1.0,
    "community_secretary_pay_ratio": 1.5,
    "full_time_worker_pay_ratio": 1.0,
    "abnormal_change_percent": 20.0,
    "abnormal_change_count": 10,
}


@pytest.fixture(params=POLICY_NAMES)
def policy(request) -> Policy:
    return read_policy(request.param)


def test_the_numbers_of_today(policy):
    assert policy.at(TODAY).parameters == NUMBERS


def test_the_numbers_of_2011(policy):
    assert policy.at(SPEECH).parameters == {**NUMBERS, "term_village": 3}


def test_a_term_changes_on_its_day(policy):
    assert policy.at(date(2018, 7, 11)).parameters["term_village"] == 3
    assert policy.at(date(2018, 7, 12)).parameters["term_village"] == 5


@pytest.mark.parametrize("code", ["O017", "A004"])
def test_dated_switches(policy, code):
    assert not policy.at(SPEECH).is_on(code)
    assert not policy.at(BRANCHES - timedelta(days=1)).is_on(code)
    assert policy.at(BRANCHES).is_on(code)
    assert policy.at(TODAY).is_on(code)


@pytest.mark.parametrize("day", [SPEECH, BRANCHES, TODAY])
def test_absorption_is_local(day):
    ningbo, national = (read_policy(name).at(day) for name in POLICY_NAMES)
    assert (ningbo.is_on("R003"), ningbo.is_on("R008")) == (True, False)
    assert (national.is_on("R003"), national.is_on("R008")) == (False, True)
    assert ningbo.switches == {"O017": day >= BRANCHES, "A004": day >= BRANCHES, "R003": True, "R008": False}


def test_every_other_rule_is_on(policy):
    assert policy.at(SPEECH).is_on("U004")
    assert policy.at(SPEECH).switched_by("U004") is None


def test_everything_carries_its_norm_in_both_languages(policy):
    dated = [value for parameter in policy.parameters.values() for value in parameter.values]
    periods = [period for periods in policy.switches.values() for period in periods]
    for each in [*dated, *periods]:
        assert each.norm.isprintable()
        assert any("\u4e00" <= char <= "\u9fff" for char in each.norm_zh)
        assert not any("\u4e00" <= char <= "\u9fff" for char in each.norm)
    for parameter in policy.parameters.values():
        assert parameter.label != parameter.label_zh


def test_the_norm_is_the_one_of_the_day(policy):
    assert "Art. 29" in policy.at(BRANCHES - timedelta(days=1)).norm("minimum_full_members").norm
    assert "Art. 4" in policy.at(BRANCHES).norm("minimum_full_members").norm


def test_an_unknown_parameter_is_told_with_its_nearest(policy):
    with pytest.raises(UnknownName, match="did you mean 'largest_branch'"):
        policy.at(TODAY).norm("larger_branch")


def test_the_frame_has_one_row_with_the_same_columns_on_every_day(policy):
    frame = policy.at(SPEECH).frame()
    assert frame.height == 1
    assert frame.schema == policy.at(TODAY).frame().schema
    told = frame.select("day", *policy.parameters)
    assert told.row(0, named=True) == {"day": SPEECH, **policy.at(SPEECH).parameters}
    kinds = {name: type(value) for name, value in NUMBERS.items()}
    assert told.drop("day").schema == {name: pl.Int64 if kinds[name] is int else pl.Float64 for name in NUMBERS}


def test_the_frame_says_when_so_many_days_ago_was(policy):
    for day in (SPEECH, TODAY):
        frame = policy.at(day).frame()
        days = [name for name, each in policy.parameters.items() if each.unit is Unit.DAYS]
        assert {*frame.columns} == {"day", *policy.parameters, *(f"{name}_ago" for name in days)}
        for name in days:
            assert frame[f"{name}_ago"].item() == day - timedelta(days=frame[name].item())


@pytest.mark.parametrize(("days", "then"), [(10**18, date.min), (-(10**18), date.max), (0, SPEECH)])
def test_no_number_of_days_leads_beyond_the_calendar(days, then):
    always = Parameter("x_days", "", "", Unit.DAYS, (Value(days, None, None, "", ""),))
    frame = Policy("p", "", "", "", {"x_days": always}, {}).at(SPEECH).frame()
    assert frame["x_days_ago"].item() == then


def test_no_parameter_is_named_like_a_column(policy):
    columns = {column.name for table in TABLES.values() for column in table.columns}
    assert not columns & policy.parameters.keys()


def test_outside_all_intervals_the_nearest_holds():
    first = Value(1, date(2010, 1, 1), date(2011, 1, 1), "", "")
    last = Value(2, date(2011, 1, 11), date(2012, 1, 1), "", "")
    parameter = Parameter("x", "", "", Unit.COUNT, (first, last))
    assert parameter.at(date.min).value == parameter.at(date(2010, 12, 31)).value == 1
    assert parameter.at(date(2011, 1, 5)).value == 1  # six days after the last day of the one, six before the other
    assert parameter.at(date(2011, 1, 6)).value == 2
    assert parameter.at(date.max).value == 2


def test_only_periods_of_being_off_leave_a_rule_on_outside_them():
    period = Period(on=False, start=date(2020, 1, 1), end=date(2021, 1, 1), norm="", norm_zh="")
    policy = Policy("x", "", "", "", {}, {"U004": (period,)})
    assert [policy.at(date(year, 6, 1)).is_on("U004") for year in (2019, 2020, 2021)] == [True, False, True]


@settings(deadline=None)
@given(st.dates(), st.lists(st.dates(), min_size=2, max_size=8, unique=True))
def test_the_value_in_force_covers_the_day_where_any_does(day, days):
    ordered = sorted(days)
    values = tuple(
        Value(place, start, end, "", "")
        for place, (start, end) in enumerate(zip(ordered[::2], ordered[1::2], strict=False))
    )
    chosen = Parameter("x", "", "", Unit.COUNT, values).at(day)
    covering = [value for value in values if value.start <= day < value.end]
    assert not covering or [chosen] == covering
    assert chosen.distance(day) == min(value.distance(day) for value in values)
    assert (chosen.distance(day) == 0) == bool(covering)


def test_repr_is_short(policy):
    assert len(repr(policy)) < 400
    assert isinstance(policy.at(TODAY), InForce)
