"""T003, T006: whether a member moved as a transfer says."""

from datetime import date

import pytest

from regionpb.rules.transfers.moves import received_not_moved, wrong_source

BEFORE, DAY, AFTER = date(2011, 7, 28), date(2011, 7, 29), date(2011, 7, 30)
OLD, THEN, NEXT = date(2009, 12, 31), date(2010, 1, 1), date(2010, 1, 2)

ORGANIZATIONS = (
    {"id": "A"},
    {"id": "B"},
    {"id": "over", "end": THEN},
    {"id": "young", "start": THEN},
    {"id": "long over", "end": date(2000, 1, 1)},
)
SET_ASIDE = "known only from a row set aside"


def asked(ask, rule, versions, *, day=DAY, absent=None, organizations=ORGANIZATIONS, **row):
    letter = {"id": "T", "member": "M", "source": "A", "target": "B", "issued": THEN, **row}
    members = [{"id": "M", **version} for version in versions]
    tables = {"transfers": [letter], "members": members, "organizations": organizations}
    return ask(rule, tables, day=day, absent=absent)


def moved(source, target, on=THEN):
    """Until the day in one organization, from then on in another."""
    return [{"organization": source, "end": on}, {"organization": target, "start": on}]


class TestWrongSource:
    def found(self, ask, versions, **options):
        return asked(ask, wrong_source, versions, **options)

    def test_in_another_organization_on_the_day_before(self, ask):
        shown = {"member": "M", "source": "A", "organization": "B", "issued": "2010-01-01"}
        assert self.found(ask, [{"organization": "B"}]) == {"T": shown}

    @pytest.mark.parametrize(("on", "wrong"), [(OLD, True), (THEN, False), (NEXT, False)])
    def test_the_day_before_counts(self, ask, on, wrong):
        assert bool(self.found(ask, moved("A", "B", on))) is wrong
        assert bool(self.found(ask, moved("B", "A", on))) is not wrong

    @pytest.mark.parametrize("received", [None, THEN, AFTER])
    def test_received_or_not(self, ask, received):
        assert self.found(ask, [{"organization": "B"}], received=received).keys() == {"T"}

    @pytest.mark.parametrize("version", [{"end": OLD}, {"start": THEN}, {"start": AFTER}])
    def test_nowhere_on_the_day_before(self, ask, version):
        assert self.found(ask, [{"organization": "B", **version}]) == {}

    @pytest.mark.parametrize("version", [{"end": THEN}, {"start": OLD}])
    def test_a_version_that_only_just_holds(self, ask, version):
        assert self.found(ask, [{"organization": "B", **version}]).keys() == {"T"}

    def test_of_versions_that_overlap_the_one_that_starts_last_counts(self, ask):
        here, there = {"organization": "A", "start": date(2005, 1, 1)}, {"organization": "B"}
        assert self.found(ask, [here, there]) == self.found(ask, [there, here]) == {}
        assert self.found(ask, [{**here, "organization": "B"}, {"organization": "A"}]).keys() == {"T"}
        assert self.found(ask, [{"organization": "A"}, {"organization": "B"}]).keys() == {"T"}
        assert self.found(ask, [{"organization": "B"}, {"organization": "A"}]) == {}

    @pytest.mark.parametrize(("organization", "wrong"), [("over", True), ("young", False), ("long over", False),
                                                         (None, False), (SET_ASIDE, False)])  # fmt: skip
    def test_an_organization_that_does_not_exist_on_that_day_is_none(self, ask, organization, wrong):
        assert bool(self.found(ask, [{"organization": organization}])) is wrong

    @pytest.mark.parametrize(("source", "wrong"), [("over", True), ("young", True), ("long over", True), (None, False),
                                                   (SET_ASIDE, False)])  # fmt: skip
    def test_the_source_may_have_ended(self, ask, source, wrong):
        assert bool(self.found(ask, [{"organization": "B"}], source=source)) is wrong

    @pytest.mark.parametrize("row", [{"member": None}, {"member": SET_ASIDE}, {"member": "N"}, {"issued": AFTER}])
    def test_what_is_not_asked(self, ask, row):
        assert self.found(ask, [{"organization": "B"}], **row) == {}

    def test_two_letters_of_one_member_are_asked_apart(self, ask):
        letters = [
            {"id": "T1", "member": "M", "source": "A", "issued": THEN},
            {"id": "T2", "member": "M", "source": "A", "issued": BEFORE},
        ]
        members = [{"id": "M", **version} for version in moved("A", "B")]
        tables = {"transfers": letters, "members": members, "organizations": ORGANIZATIONS}
        assert ask(wrong_source, tables).keys() == {"T2"}

    def test_where_members_are_is_needed(self, ask):
        assert self.found(ask, [{"organization": "B"}], absent={"members": ["organization"]}) is None
        assert ask(wrong_source, {"transfers": [{"id": "T"}], "organizations": ORGANIZATIONS}) is None
        dates = {"members": ["start", "end"], "organizations": ["start", "end"]}
        assert self.found(ask, [{"organization": "B"}], absent=dates).keys() == {"T"}


class TestReceivedNotMoved:
    def found(self, ask, versions, *, received=THEN, **options):
        return asked(ask, received_not_moved, versions, received=received, **options)

    def test_in_another_organization_on_the_day(self, ask):
        shown = {"member": "M", "target": "B", "organization": "A", "received": "2010-01-01"}
        assert self.found(ask, [{"organization": "A"}]) == {"T": shown}

    @pytest.mark.parametrize(("on", "missing"), [(OLD, False), (THEN, False), (NEXT, True)])
    def test_the_day_itself_counts(self, ask, on, missing):
        assert bool(self.found(ask, moved("A", "B", on))) is missing
        assert bool(self.found(ask, moved("B", "A", on))) is not missing

    @pytest.mark.parametrize("version", [{"end": THEN, "exit": "died"}, {"start": NEXT}, {"start": AFTER}])
    def test_nowhere_on_the_day(self, ask, version):
        shown = {"member": "M", "target": "B", "organization": None, "received": "2010-01-01"}
        assert self.found(ask, [{"organization": "B", **version}]) == {"T": shown}

    @pytest.mark.parametrize("version", [{"end": NEXT}, {"start": THEN}])
    def test_a_version_that_only_just_holds(self, ask, version):
        assert self.found(ask, [{"organization": "B", **version}]) == {}

    @pytest.mark.parametrize(("received", "missing"), [(DAY, True), (AFTER, False), (None, False)])
    def test_a_receipt_after_the_day_has_not_happened(self, ask, received, missing):
        assert bool(self.found(ask, [{"organization": "A"}], received=received)) is missing

    def test_of_versions_that_overlap_the_one_that_starts_last_counts(self, ask):
        here, there = {"organization": "B", "start": date(2005, 1, 1)}, {"organization": "A"}
        assert self.found(ask, [here, there]) == self.found(ask, [there, here]) == {}
        assert self.found(ask, [{"organization": "A"}, {"organization": "B"}]) == {}
        assert self.found(ask, [{"organization": "B"}, {"organization": "A"}]).keys() == {"T"}

    @pytest.mark.parametrize(("organization", "missing"), [("over", False), ("young", True), ("long over", False),
                                                           (None, False), (SET_ASIDE, False)])  # fmt: skip
    def test_an_organization_that_does_not_exist_on_that_day_is_none(self, ask, organization, missing):
        assert bool(self.found(ask, [{"organization": organization}])) is missing

    @pytest.mark.parametrize(("target", "missing"), [("over", True), ("long over", True), (None, False),
                                                     (SET_ASIDE, False)])  # fmt: skip
    def test_the_target_may_have_ended(self, ask, target, missing):
        assert bool(self.found(ask, [{"organization": "A"}], target=target)) is missing

    @pytest.mark.parametrize("target", ["B", None])
    def test_without_a_version_it_does_not_matter_where_to(self, ask, target):
        assert self.found(ask, [{"organization": "B", "start": NEXT}], target=target).keys() == {"T"}

    @pytest.mark.parametrize("row", [{"member": None}, {"member": SET_ASIDE}, {"issued": AFTER}])
    def test_what_is_not_asked(self, ask, row):
        assert self.found(ask, [{"organization": "A"}], **row) == {}

    def test_where_members_are_and_receipts_are_needed(self, ask):
        for absent in ({"members": ["organization"]}, {"transfers": ["received"]}):
            assert self.found(ask, [{"organization": "A"}], absent=absent) is None
