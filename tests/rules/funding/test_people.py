"""F006–F008: workers who are not certified or not insured, and grants to nobody."""

from datetime import date

import pytest

from regionpb.rules.funding.people import grant_without_member, uncertified_worker, uninsured_secretary

BEFORE, DAY, AFTER = date(2011, 7, 28), date(2011, 7, 29), date(2011, 7, 30)


class TestUncertifiedWorker:
    def found(self, ask, absent=None, **row):
        return ask(uncertified_worker, {"workers": [{"id": "w", "post": "reserve", **row}]}, absent=absent)

    @pytest.mark.parametrize(("certified", "found"), [(None, True), (BEFORE, False), (DAY, False), (AFTER, True)])
    def test_a_certificate_by_the_day(self, ask, certified, found):
        assert self.found(ask, certified_on=certified) == ({"w": {"post": "reserve"}} if found else {})

    @pytest.mark.parametrize("post", ["village_secretary", "community_secretary", "full_time_worker", None])
    def test_whatever_the_post(self, ask, post):
        assert self.found(ask, post=post) == {"w": {"post": post}}

    @pytest.mark.parametrize("row", [{"end": DAY}, {"start": AFTER}])
    def test_who_is_no_worker_today(self, ask, row):
        assert self.found(ask, **row) == {}

    def test_what_it_needs(self, ask):
        assert self.found(ask, absent={"workers": ["certified_on"]}) is None
        assert self.found(ask, absent={"workers": ["post"]}).keys() == {"w"}


class TestGrantWithoutMember:
    def found(self, ask, *versions, on=BEFORE, member="m", absent=None):
        grants = [{"id": "g", "member": member, "granted_on": on}]
        return ask(grant_without_member, {"grants": grants, "members": [*versions]}, absent=absent)

    @pytest.mark.parametrize(
        ("version", "found"),
        [
            ({}, False),
            ({"start": BEFORE}, False),
            ({"start": DAY}, True),
            ({"end": DAY}, False),
            ({"end": BEFORE}, True),
        ],
    )
    def test_a_version_of_that_day(self, ask, version, found):
        shown = {"g": {"member": "m", "granted_on": BEFORE.isoformat()}}
        assert self.found(ask, {"id": "m", **version}) == (shown if found else {})

    def test_any_version_will_do(self, ask):
        assert self.found(ask, {"id": "m", "end": date(2010, 1, 1)}, {"id": "m", "start": date(2011, 1, 1)}) == {}
        gap = [{"id": "m", "end": date(2010, 1, 1)}, {"id": "m", "start": DAY}]
        assert self.found(ask, *gap).keys() == {"g"}

    @pytest.mark.parametrize("member", [None, "unknown"])
    def test_who_is_in_no_row_is_told_by_reading(self, ask, member):
        assert self.found(ask, {"id": "m", "start": DAY}, member=member) == {}

    def test_a_grant_to_come_is_none_yet(self, ask):
        assert self.found(ask, {"id": "m", "end": DAY}, on=AFTER) == {}
        assert self.found(ask, {"id": "m", "end": DAY}, on=DAY).keys() == {"g"}

    @pytest.mark.parametrize("column", ["member", "granted_on"])
    def test_what_it_needs(self, ask, column):
        assert self.found(ask, {"id": "m", "start": DAY}, absent={"grants": [column]}) is None

    def test_without_members_it_is_not_checked(self, ask):
        assert ask(grant_without_member, {"grants": [{"id": "g", "member": "m", "granted_on": DAY}]}) is None


class TestUninsuredSecretary:
    def found(self, ask, absent=None, **row):
        workers = [{"id": "w", "post": "village_secretary", "insured": False, **row}]
        return ask(uninsured_secretary, {"workers": workers}, absent=absent)

    @pytest.mark.parametrize("post", ["village_secretary", "community_secretary"])
    def test_secretaries(self, ask, post):
        assert self.found(ask, post=post) == {"w": {"post": post}}

    @pytest.mark.parametrize("post", ["full_time_worker", "reserve", None])
    def test_others(self, ask, post):
        assert self.found(ask, post=post) == {}

    @pytest.mark.parametrize("insured", [True, None])
    def test_who_is_insured_or_of_whom_it_is_not_said(self, ask, insured):
        assert self.found(ask, insured=insured) == {}

    @pytest.mark.parametrize("row", [{"end": DAY}, {"start": AFTER}])
    def test_who_is_no_worker_today(self, ask, row):
        assert self.found(ask, **row) == {}

    @pytest.mark.parametrize("column", ["post", "insured"])
    def test_what_it_needs(self, ask, column):
        assert self.found(ask, absent={"workers": [column]}) is None
