"""H001 to H003 on either side of every boundary."""

from datetime import date, timedelta

import pytest

from .saying import DAY, said

NEXT = DAY + timedelta(days=1)
MARCH, APRIL, MAY = date(2011, 3, 1), date(2011, 4, 1), date(2011, 5, 1)


def gaps(*spans, day=DAY):
    """Versions as (start, end) or (start, end, exit)."""
    rows = [dict(zip(("start", "end", "exit"), span, strict=False)) for span in spans]
    return len(said("H001", day, members=[{"id": "M", "organization": "O"} | row for row in rows]))


def test_gap():
    assert gaps((None, MARCH), (APRIL, None)) == 1
    assert gaps((APRIL, None), (None, MARCH)) == 1
    assert gaps((None, MARCH), (MARCH, None)) == 0
    assert gaps((None, MARCH, "died"), (APRIL, None)) == 0
    assert gaps((None, MARCH), (APRIL, None, "died")) == 1
    assert gaps((None, MARCH)) == 0
    assert gaps((None, MARCH), (MARCH + timedelta(days=1), APRIL), (MAY, None)) == 2
    assert gaps((None, MARCH), (DAY, None)) == 1
    assert gaps((None, MARCH), (NEXT, None)) == 0


def test_what_another_version_covers_is_no_gap():
    assert gaps((None, MARCH), (APRIL, None), (None, MAY)) == 0
    assert gaps((None, MARCH), (APRIL, None), (date(2011, 1, 1), APRIL)) == 0


def outlive(superior, *subordinates, day=DAY):
    rows = [{"id": "A", "start": start, "end": end} for start, end in superior]
    rows += [{"id": "B", "superior": "A", "start": start, "end": end} for start, end in subordinates]
    return len(said("H002", day, organizations=rows))


@pytest.mark.parametrize(
    ("superior", "subordinates", "expected"),
    [
        ([(None, None)], [(None, None)], 0),
        ([(None, MARCH)], [(None, MARCH)], 0),
        ([(None, MARCH)], [(None, MARCH + timedelta(days=1))], 1),
        ([(MARCH, None)], [(MARCH, None)], 0),
        ([(MARCH, None)], [(MARCH - timedelta(days=1), None)], 1),
        ([(MARCH, None)], [(None, None)], 1),
        ([(None, MARCH), (APRIL, None)], [(None, None)], 1),
        ([(None, MARCH), (MARCH, None)], [(None, None)], 0),
        ([(None, MARCH), (APRIL, None)], [(None, MARCH), (MARCH, APRIL), (APRIL, None)], 1),
        ([(None, MARCH)], [(None, APRIL), (APRIL, None)], 2),
        ([(None, NEXT)], [(None, None)], 1),
        ([(None, NEXT)], [(NEXT, None)], 1),
    ],
)
def test_subordinate_outlives(superior, subordinates, expected):
    assert outlive(superior, *subordinates) == expected


def test_an_unknown_superior_is_not_outlived():
    assert not said("H002", organizations=[{"id": "B", "superior": "nowhere"}])


def ended(*rows):
    return said("H003", organizations=[{"id": "O"} | row for row in rows]) == ["O"]


def test_dissolved_without_reason():
    assert ended({"end": DAY})
    assert not ended({"end": NEXT})
    assert not ended({"end": DAY, "end_reason": "moved"})
    assert not ended({"end": MARCH}, {"start": APRIL})
    assert ended({"end": MARCH, "end_reason": "merged"}, {"start": APRIL, "end": DAY})
    assert ended({"end": MARCH}, {"start": NEXT})
