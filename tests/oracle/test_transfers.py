"""T001 to T008 on either side of every boundary."""

from datetime import date

import pytest

from .saying import DAY, said

ORGANIZATIONS = [{"id": one} for one in ("A", "B", "C")]


def transfer(key="T", issued=date(2011, 7, 1), **cells):
    return {"id": key, "member": "M", "source": "A", "target": "B", "issued": issued} | cells


def asked(code, *transfers, members=None, organizations=ORGANIZATIONS):
    people = [{"id": "M", "organization": "A"}] if members is None else members
    return said(code, transfers=transfers, members=people, organizations=organizations)


@pytest.mark.parametrize(
    ("issued", "received", "expected"),
    [
        (date(2011, 4, 30), None, True),
        (date(2011, 5, 1), None, False),
        (date(2011, 4, 30), DAY, False),
        (date(2011, 4, 30), date(2011, 7, 30), True),
    ],
)
def test_transfer_overdue(issued, received, expected):
    assert (asked("T001", transfer(issued=issued, received=received)) == ["T"]) is expected


def test_several_open_transfers():
    one, other = transfer(), transfer("U")
    assert asked("T002", one, other) == ["T", "U"]
    assert not asked("T002", one, other | {"received": DAY})
    assert asked("T002", one, other | {"received": date(2011, 7, 30)}) == ["T", "U"]
    assert not asked("T002", one, other | {"issued": date(2011, 7, 30)})
    assert not asked("T002", one, other, members=[{"id": "M", "organization": "A", "end": DAY}])
    assert not asked("T002", one, other, members=[{"id": "N", "organization": "A"}])


def versions(*homes, at=date(2011, 7, 1)):
    """A member in one organization before a day and in another from it on."""
    before, after = homes
    found = [{"id": "M", "organization": before, "end": at}, {"id": "M", "organization": after, "start": at}]
    return [row for row in found if row["organization"]]


@pytest.mark.parametrize(
    ("members", "issued", "expected"),
    [
        (versions("A", "B"), date(2011, 7, 1), False),
        (versions("C", "B"), date(2011, 7, 1), True),
        (versions("C", "A"), date(2011, 7, 1), True),
        (versions("C", "A"), date(2011, 7, 2), False),
        (versions(None, "C"), date(2011, 7, 1), False),
        (versions("C", "B"), date(2011, 7, 30), False),
    ],
)
def test_wrong_source(members, issued, expected):
    assert (asked("T003", transfer(issued=issued), members=members) == ["T"]) is expected


def test_who_was_in_no_current_organization_came_from_nowhere():
    ended = [*ORGANIZATIONS[:2], {"id": "C", "end": date(2011, 6, 30)}]
    assert not asked("T003", transfer(), members=versions("C", "B"), organizations=ended)
    assert not asked("T003", transfer(source="nowhere"), members=versions("C", "B"))


@pytest.mark.parametrize(
    ("received", "end", "expected"),
    [(None, DAY, True), (None, date(2011, 7, 30), False), (DAY, DAY, False), (date(2011, 7, 30), DAY, True)],
)
def test_target_ended(received, end, expected):
    organizations = [{"id": "A"}, {"id": "B", "end": end}]
    assert (asked("T004", transfer(received=received), organizations=organizations) == ["T"]) is expected


def test_a_target_that_is_unknown_has_not_ended():
    assert not asked("T004", transfer(target="nowhere"))


def test_received_before_issued():
    assert asked("T005", transfer(received=date(2011, 6, 30))) == ["T"]
    assert not asked("T005", transfer(received=date(2011, 7, 1)))
    assert not asked("T005", transfer(issued=date(2011, 7, 30), received=date(2011, 7, 1)))


@pytest.mark.parametrize(
    ("members", "received", "expected"),
    [
        (versions("A", "B"), date(2011, 7, 1), False),
        (versions("A", "B", at=date(2011, 7, 2)), date(2011, 7, 1), True),
        (versions("A", "C"), date(2011, 7, 1), True),
        (versions("A", None), date(2011, 7, 1), True),
        (versions("A", None), None, False),
        (versions("A", "C"), date(2011, 7, 30), False),
        ([], date(2011, 7, 1), False),
    ],
)
def test_received_not_moved(members, received, expected):
    assert (asked("T006", transfer(received=received), members=members) == ["T"]) is expected


HOST = {"floating": True, "floating_since": date(2011, 1, 29), "floating_stage": "linked", "host_organization": "B"}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, False),
        ({"floating_stage": "managed"}, False),
        ({"floating_stage": "engaged"}, False),
        ({"floating_stage": "filed"}, True),
        ({"floating_stage": None}, True),
        ({"host_organization": None}, True),
        ({"host_organization": "C"}, True),
        ({"host_organization": "C", "floating_since": date(2011, 1, 30)}, False),
        ({"host_organization": "C", "floating_since": None}, False),
        ({"host_organization": "C", "floating": False}, False),
    ],
)
def test_floating_unlinked(cells, expected):
    organizations = [*ORGANIZATIONS[:2], {"id": "C", "end": DAY}]
    people = [{"id": "M", "organization": "A"} | HOST | cells]
    assert (asked("T007", members=people, organizations=organizations) == ["M"]) is expected


def test_floating_without_date():
    people = [
        {"id": f"M-{n}", "organization": "A"} | HOST | cells
        for n, cells in enumerate([{}, {"floating_since": None}, {"floating_since": None, "floating": None}])
    ]
    assert asked("T008", members=people) == ["M-1"]


def test_of_records_of_one_id_the_one_that_begins_last_counts():
    early, late = transfer(issued=date(2011, 4, 1)), transfer(issued=date(2011, 7, 1))
    assert asked("T001", early) == ["T"]
    assert not asked("T001", late, early)
    assert asked("T001", early, late | {"issued": date(2011, 7, 30)}) == ["T"]
