"""M001 to M007 on either side of every boundary."""

from datetime import date

import pytest

from .saying import DAY, said

BRANCH = {"id": "O", "form": "branch"}


def member(**cells):
    return {"id": "M", "organization": "O", "status": "full"} | cells


def faulty(code, day=DAY, **cells):
    return said(code, day, members=[member(**cells)], organizations=[BRANCH]) == ["M"]


@pytest.mark.parametrize(
    ("cells", "day", "expected"),
    [
        ({"joined": date(2010, 7, 29)}, DAY, False),
        ({"joined": date(2010, 7, 28)}, DAY, True),
        ({"joined": date(2010, 7, 28), "status": "full"}, DAY, False),
        ({"joined": date(2010, 7, 28), "probation_until": DAY}, DAY, False),
        ({"joined": date(2011, 7, 1), "probation_until": date(2011, 7, 28)}, DAY, True),
        ({"probation_until": date(2011, 7, 28)}, DAY, True),
        ({}, DAY, False),
        ({"joined": date(2012, 2, 29)}, date(2013, 2, 28), False),
        ({"joined": date(2012, 2, 29)}, date(2013, 3, 1), True),
        ({"joined": date(2009, 1, 1), "start": date(2009, 1, 1), "end": DAY}, DAY, False),
    ],
)
def test_probation_overdue(cells, day, expected):
    assert faulty("M001", day, **{"status": "probationary"} | cells) is expected


def test_confirmed_before_joined():
    assert faulty("M002", joined=date(2010, 7, 2), confirmed=date(2010, 7, 1))
    assert not faulty("M002", joined=date(2010, 7, 1), confirmed=date(2010, 7, 1))
    assert not faulty("M002", confirmed=date(2010, 7, 1))


def test_joined_underage():
    assert faulty("M003", joined=date(2007, 12, 31), birth_year=1990)
    assert not faulty("M003", joined=date(2008, 1, 1), birth_year=1990)
    assert not faulty("M003", birth_year=1990)


def test_confirmed_while_probationary():
    assert faulty("M004", status="probationary", confirmed=DAY)
    assert not faulty("M004", status="probationary", confirmed=date(2011, 7, 30))
    assert not faulty("M004", confirmed=DAY)


@pytest.mark.parametrize(
    ("since", "day", "expected"),
    [
        (date(2011, 1, 29), DAY, True),
        (date(2011, 1, 30), DAY, False),
        (date(2010, 8, 31), date(2011, 2, 28), True),
        (date(2010, 8, 31), date(2011, 2, 27), False),
        (None, DAY, False),
    ],
)
def test_out_of_contact(since, day, expected):
    assert faulty("M005", day, lost_since=since) is expected


def test_unit_ended():
    units = [{"id": "U", "end": DAY}, {"id": "V"}]
    people = [member(id=f"M-{unit}", unit=unit) for unit in ("U", "V", "nowhere", None)]
    assert said("M006", members=people, units=units) == ["M-U"]


@pytest.mark.parametrize(
    ("form", "unit", "expected"),
    [
        ("branch", {}, False),
        ("joint_branch", {}, False),
        ("temporary_branch", {}, False),
        ("general_branch", {}, True),
        ("committee", {}, True),
        ("committee", {"hub": "O"}, False),
        ("committee", {"hub": "P", "reservoir": "O"}, False),
        ("committee", {"hub": "O", "end": DAY}, True),
    ],
)
def test_not_in_branch(form, unit, expected):
    organizations = [{"id": "O", "form": form}, {"id": "P", "form": "committee"}]
    units = [{"id": "R"} | unit]
    assert (said("M007", members=[member()], organizations=organizations, regional_units=units) == ["M"]) is expected


def test_not_in_branch_is_silent_about_those_who_are_in_no_current_organization():
    ended = {"id": "O", "form": "committee", "end": DAY}
    assert not said("M007", members=[member()], organizations=[ended])
