"""T001, T002, T004, T005: what a transfer itself says."""

from datetime import date, timedelta

import pytest

from regionpb.rules.transfers.letters import (
    received_before_issued,
    several_open_transfers,
    target_ended,
    transfer_overdue,
)

BEFORE, DAY, AFTER = date(2011, 7, 28), date(2011, 7, 29), date(2011, 7, 30)
OLD = date(2009, 1, 1)
OPEN = [{"received": None}, {"received": AFTER}]


def ago(days):
    return DAY - timedelta(days=days)


class TestTransferOverdue:
    def found(self, ask, *, days=90, absent=None, **row):
        letter = {"id": "T", "member": "M", "source": "A", "target": "B", "issued": ago(100), **row}
        return ask(transfer_overdue, {"transfers": [letter]}, absent=absent, transfer_days=days)

    @pytest.mark.parametrize("received", OPEN)
    @pytest.mark.parametrize(("days", "overdue"), [(89, False), (90, True), (91, True), (9999, True)])
    def test_so_many_days_after_it_was_issued(self, ask, days, overdue, received):
        shown = {"member": "M", "target": "B", "issued": ago(days).isoformat(), "transfer_days": 90}
        assert self.found(ask, issued=ago(days), **received) == ({"T": shown} if overdue else {})

    def test_days_are_counted_through_leap_years(self, ask):
        tables = {"transfers": [{"id": "T", "issued": date(2011, 12, 31)}]}
        found = [bool(ask(transfer_overdue, tables, day=date(2012, 3, day), transfer_days=90)) for day in (29, 30, 31)]
        assert found == [False, True, True]

    @pytest.mark.parametrize("received", [ago(99), BEFORE, DAY])
    def test_a_receipt_however_late(self, ask, received):
        assert self.found(ask, received=received) == {}

    @pytest.mark.parametrize(("days", "overdue"), [(100, True), (101, False)])
    def test_the_days(self, ask, days, overdue):
        assert bool(self.found(ask, days=days)) is overdue

    def test_what_is_not_issued_yet_is_not_there(self, ask):
        assert self.found(ask, issued=AFTER, days=-10) == {}
        assert self.found(ask, issued=DAY, days=0).keys() == {"T"}

    def test_receipts_are_needed(self, ask):
        assert self.found(ask, absent={"transfers": ["received"]}) is None
        assert self.found(ask, absent={"transfers": ["target", "member"]}).keys() == {"T"}


class TestSeveralOpenTransfers:
    MEMBERS = ({"id": "M"}, {"id": "N"}, {"id": "gone", "end": DAY}, {"id": "coming", "start": AFTER})

    def found(self, ask, *letters, members=MEMBERS, absent=None):
        letters = [{"id": f"T{n}", "issued": ago(5), "member": "M", **row} for n, row in enumerate(letters)]
        return ask(several_open_transfers, {"transfers": letters, "members": members}, absent=absent)

    @pytest.mark.parametrize("received", OPEN)
    @pytest.mark.parametrize("number", [2, 3])
    def test_each_of_several_is_named(self, ask, number, received):
        shown = {"member": "M", "open_transfers": number}
        assert self.found(ask, *[received] * number) == {f"T{n}": shown for n in range(number)}

    @pytest.mark.parametrize(
        "second", [{"received": DAY}, {"received": OLD}, {"member": "N"}, {"issued": AFTER}, {"member": None}]
    )
    def test_one_that_is_open(self, ask, second):
        assert self.found(ask, {}, second) == {}

    @pytest.mark.parametrize("member", ["gone", "coming", None, "known only from a row set aside"])
    def test_members_who_are_not_current_are_on_no_way(self, ask, member):
        assert self.found(ask, {"member": member}, {"member": member}) == {}

    def test_two_versions_of_a_member_are_one(self, ask):
        versions = [{"id": "M", "end": OLD, "exit": "moved_out"}, {"id": "M", "start": BEFORE}]
        assert self.found(ask, {}, members=versions) == {}

    def test_receipts_are_needed(self, ask):
        assert self.found(ask, {}, {}, absent={"transfers": ["received"]}) is None

    def test_where_nobody_is_known_to_have_ended_everybody_counts(self, ask):
        rows = [{"id": id_, "member": "M", "issued": DAY} for id_ in ("S", "T")]
        assert ask(several_open_transfers, {"transfers": rows}).keys() == {"S", "T"}


class TestTargetEnded:
    ORGANIZATIONS = (
        {"id": "O"},
        {"id": "over", "end": DAY},
        {"id": "coming", "start": AFTER},
        {"id": "again", "end": OLD},
        {"id": "again", "start": DAY},
    )

    def found(self, ask, *, day=DAY, absent=None, **row):
        letter = {"id": "T", "member": "M", "issued": ago(5), **row}
        tables = {"transfers": [letter], "organizations": self.ORGANIZATIONS}
        return ask(target_ended, tables, day=day, absent=absent)

    @pytest.mark.parametrize("received", OPEN)
    @pytest.mark.parametrize("target", ["over", "coming"])
    def test_an_organization_of_another_day(self, ask, target, received):
        assert self.found(ask, target=target, **received) == {"T": {"member": "M", "target": target}}

    @pytest.mark.parametrize("target", ["O", "again", None, "known only from a row set aside"])
    def test_an_organization_of_the_day_or_none(self, ask, target):
        assert self.found(ask, target=target) == {}

    def test_the_day_before_the_end_it_is_still_there(self, ask):
        assert self.found(ask, target="over", day=BEFORE) == {}

    @pytest.mark.parametrize("row", [{"received": DAY}, {"received": OLD}, {"issued": AFTER}])
    def test_what_is_received_or_not_issued_yet(self, ask, row):
        assert self.found(ask, target="over", **row) == {}

    def test_receipts_are_needed(self, ask):
        assert self.found(ask, target="over", absent={"transfers": ["received"]}) is None
        assert self.found(ask, target="over", absent={"transfers": ["member"]}).keys() == {"T"}


class TestReceivedBeforeIssued:
    def found(self, ask, absent=None, **row):
        return ask(received_before_issued, {"transfers": [{"id": "T", "issued": BEFORE, **row}]}, absent=absent)

    @pytest.mark.parametrize("received", [date(2011, 7, 27), OLD])
    def test_the_other_way_round(self, ask, received):
        assert self.found(ask, received=received) == {"T": {"issued": "2011-07-28", "received": received.isoformat()}}

    @pytest.mark.parametrize("row", [{"received": BEFORE}, {"received": DAY}, {"received": AFTER}, {"received": None},
                                     {"issued": AFTER, "received": OLD}])  # fmt: skip
    def test_on_the_same_day_or_later_or_not_yet(self, ask, row):
        assert self.found(ask, **row) == {}

    def test_receipts_are_needed(self, ask):
        assert self.found(ask, received=OLD, absent={"transfers": ["received"]}) is None
