"""A007–A009: how many came to a meeting."""

from datetime import date

import pytest

from regionpb.rules.life.attendance import attendance_count_disagrees, more_present_than_expected, thin_meeting

DAY, AFTER = date(2011, 7, 29), date(2011, 7, 30)
LARGEST = 2**63 - 1


def meeting(**values):
    return {"id": "G", "kind": "lecture", "organization": "o", "held_on": DAY, **values}


def asked(ask, rule, expected, attended, **more):
    return ask(rule, {"meetings": [meeting(expected=expected, attended=attended, **more)]})


@pytest.mark.parametrize(
    ("expected", "attended", "too_many", "too_few"),
    [
        (10, 11, True, False),
        (10, 10, False, False),
        (10, 5, False, False),
        (10, 4, False, True),
        (11, 5, False, True),
        (11, 6, False, False),
        (0, 0, False, False),
        (0, 1, True, False),
        (1, 0, False, True),
        (None, 5, False, False),
        (5, None, False, False),
        (LARGEST, LARGEST, False, False),
        (LARGEST, LARGEST // 2, False, True),
        (1, LARGEST, True, False),
    ],
)
def test_more_than_expected_or_fewer_than_half(ask, expected, attended, too_many, too_few):
    shown = {"G": {"attended": attended, "expected": expected}}
    assert asked(ask, more_present_than_expected, expected, attended) == (shown if too_many else {})
    assert asked(ask, thin_meeting, expected, attended) == (shown if too_few else {})


@pytest.mark.parametrize(("rule", "attended"), [(more_present_than_expected, 9), (thin_meeting, 1)])
def test_a_meeting_that_is_to_come_is_not_asked(ask, rule, attended):
    assert asked(ask, rule, 8, attended).keys() == {"G"}
    assert asked(ask, rule, 8, attended, held_on=AFTER) == {}


@pytest.mark.parametrize("rule", [more_present_than_expected, thin_meeting])
@pytest.mark.parametrize("column", ["attended", "expected"])
def test_without_either_number_it_is_not_checked(ask, rule, column):
    assert ask(rule, {"meetings": [meeting(attended=1)]}, absent={"meetings": [column]}) is None


class TestAttendanceCountDisagrees:
    def found(self, ask, attended, *members, of="G", **options):
        tables = {
            "meetings": [meeting(attended=attended, expected=1)],
            "attendances": [{"meeting": of, "member": member} for member in members],
        }
        return ask(attendance_count_disagrees, tables, **options)

    def test_one_more_or_fewer(self, ask):
        assert self.found(ask, 2, "a", "b") == {}
        assert self.found(ask, 1, "a", "b") == {"G": {"attended": 1, "attendances": 2}}
        assert self.found(ask, 3, "a", "b") == {"G": {"attended": 3, "attendances": 2}}

    def test_where_none_are_on_record_or_no_number_is_given_nothing_is_said(self, ask):
        assert self.found(ask, 3) == {}
        assert self.found(ask, 3, "a", of="another") == {}
        assert self.found(ask, None, "a") == {}

    def test_every_record_counts_whoever_came(self, ask):
        assert self.found(ask, 2, "a", None) == {}

    def test_without_records_it_is_not_checked(self, ask):
        assert ask(attendance_count_disagrees, {"meetings": [meeting(attended=1)]}) is None
        assert self.found(ask, 1, "a", absent={"meetings": ["attended"]}) is None
        assert self.found(ask, 1, "a", absent={"attendances": ["meeting"]}) is None
