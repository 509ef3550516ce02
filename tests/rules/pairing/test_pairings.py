"""P001–P005: who is paired with whom."""

from datetime import date

import pytest

from regionpb.rules.pairing.pairings import (
    no_shared_task,
    partner_ended,
    repeated_pairing,
    self_pairing,
    unpaired_village,
)

DAY, AFTER = date(2011, 7, 29), date(2011, 7, 30)
ORGANIZATIONS = [{"id": "A"}, {"id": "B"}, {"id": "C"}, {"id": "old", "end": DAY}, {"id": "late", "start": AFTER}]


def pair(left, right, id_="p", **row):
    return {"id": id_, "left": left, "right": right, **row}


def found_by(rule):
    def found(ask, *pairings, absent=None, **tables):
        return ask(rule, {"organizations": ORGANIZATIONS, "pairings": [*pairings], **tables}, absent=absent)

    return staticmethod(found)


class TestSelfPairing:
    found = found_by(self_pairing)

    def test_both_ends_are_one(self, ask):
        assert self.found(ask, pair("A", "A"), pair("A", "B", "q")) == {"p": {"left": "A"}}

    @pytest.mark.parametrize("end", ["old", "late", None, "unknown"])
    def test_what_does_not_exist_is_another_rules(self, ask, end):
        assert self.found(ask, pair(end, end)) == {}

    @pytest.mark.parametrize("dates", [{"end": DAY}, {"start": AFTER}])
    def test_a_pairing_that_is_not_current(self, ask, dates):
        assert self.found(ask, pair("A", "A", **dates)) == {}

    def test_the_days_on_which_it_is(self, ask):
        assert self.found(ask, pair("A", "A", start=DAY, end=AFTER)).keys() == {"p"}

    @pytest.mark.parametrize("column", ["left", "right"])
    def test_what_it_needs(self, ask, column):
        assert self.found(ask, pair("A", "A"), absent={"pairings": [column]}) is None


class TestPartnerEnded:
    found = found_by(partner_ended)

    @pytest.mark.parametrize("gone", ["old", "late"])
    def test_one_end_is_not_there(self, ask, gone):
        left = {"left": gone, "right": "B", "gone": gone}
        assert self.found(ask, pair(gone, "B"), pair("B", gone, "q")) == {
            "p": left,
            "q": {"left": "B", "right": gone, "gone": gone},
        }

    def test_of_two_the_first_is_shown_and_found_once(self, ask):
        assert self.found(ask, pair("old", "late"), pair("old", "old", "q")) == {
            "p": {"left": "old", "right": "late", "gone": "old"},
            "q": {"left": "old", "right": "old", "gone": "old"},
        }

    @pytest.mark.parametrize("end", ["B", "A", None, "unknown"])
    def test_current_ends_and_such_as_never_were(self, ask, end):
        assert self.found(ask, pair("A", end)) == {}

    def test_an_end_that_has_another_version(self, ask):
        again = [*ORGANIZATIONS, {"id": "old", "start": DAY}]
        assert self.found(ask, pair("A", "old"), organizations=again) == {}

    def test_a_pairing_that_has_ended_too(self, ask):
        assert self.found(ask, pair("A", "old", end=DAY)) == {}

    def test_what_it_needs(self, ask):
        assert self.found(ask, pair("A", "old"), absent={"pairings": ["right"]}) is None


class TestRepeatedPairing:
    found = found_by(repeated_pairing)

    @pytest.mark.parametrize("again", [("A", "B"), ("B", "A")])
    def test_whichever_way_round(self, ask, again):
        assert self.found(ask, pair("A", "B"), pair(*again, "q"), pair("A", "C", "r")) == {
            "p": {"left": "A", "right": "B", "pairings": 2},
            "q": {"left": again[0], "right": again[1], "pairings": 2},
        }

    def test_all_of_several_are_named(self, ask):
        found = self.found(ask, pair("A", "B"), pair("B", "A", "q"), pair("A", "B", "r"))
        assert {id_: values["pairings"] for id_, values in found.items()} == {"p": 3, "q": 3, "r": 3}

    def test_one_that_has_ended_does_not_count(self, ask):
        assert self.found(ask, pair("A", "B"), pair("A", "B", "q", end=DAY)) == {}
        assert self.found(ask, pair("A", "B"), pair("A", "B", "q", end=AFTER)).keys() == {"p", "q"}

    @pytest.mark.parametrize("end", ["old", "late", None, "A"])
    def test_what_is_no_pair_of_two_that_exist(self, ask, end):
        assert self.found(ask, pair("A", end), pair("A", end, "q")) == {}

    def test_three_in_a_ring(self, ask):
        assert self.found(ask, pair("A", "B"), pair("B", "C", "q"), pair("C", "A", "r")) == {}

    def test_what_it_needs(self, ask):
        assert self.found(ask, pair("A", "B"), absent={"pairings": ["left"]}) is None


class TestNoSharedTask:
    found = found_by(no_shared_task)

    @pytest.mark.parametrize("tasks", [None, []])
    def test_none_is_named(self, ask, tasks):
        assert self.found(ask, pair("A", "B", tasks=tasks)) == {"p": {"left": "A", "right": "B"}}

    def test_one_is_enough(self, ask):
        assert self.found(ask, pair("A", "B", tasks=["hardship"])) == {}

    def test_it_is_asked_whoever_the_ends_are(self, ask):
        assert self.found(ask, pair("old", None)).keys() == {"p"}

    def test_not_of_one_that_has_ended(self, ask):
        assert self.found(ask, pair("A", "B", end=DAY)) == {}

    def test_what_it_needs(self, ask):
        assert self.found(ask, pair("A", "B"), absent={"pairings": ["tasks"]}) is None
        assert self.found(ask, pair(None, None), absent={"pairings": ["left", "right"]}).keys() == {"p"}


class TestUnpairedVillage:
    def found(self, ask, *units, pairings=(), absent=None):
        tables = {"organizations": ORGANIZATIONS, "units": [*units], "pairings": [*pairings]}
        return ask(unpaired_village, tables, absent=absent)

    @pytest.mark.parametrize("kind", ["village", "community"])
    def test_it_covers_a_settlement(self, ask, kind):
        assert self.found(ask, unit(kind=kind)) == {"A": {"settlement": "u"}}

    @pytest.mark.parametrize(
        "kind", ["government_organ", "non_public_enterprise", "social_organization", "other", None]
    )
    def test_who_need_not_be_paired(self, ask, kind):
        assert self.found(ask, unit(kind=kind)) == {}

    @pytest.mark.parametrize("row", [{"end": DAY}, {"start": AFTER}, {"organization": None}, {"organization": "old"}])
    def test_what_covers_nothing_today(self, ask, row):
        assert self.found(ask, unit(**row)) == {}

    def test_of_several_the_first_is_shown(self, ask):
        assert self.found(ask, unit(id="v"), unit(id="u", kind="community")) == {"A": {"settlement": "u"}}

    @pytest.mark.parametrize("partner", ["B", "A", "old", None])
    @pytest.mark.parametrize("turned", [False, True])
    def test_any_current_pairing_counts(self, ask, partner, turned):
        ends = (partner, "A") if turned else ("A", partner)
        assert self.found(ask, unit(), pairings=[pair(*ends)]) == {}

    @pytest.mark.parametrize("pairing", [pair("A", "B", end=DAY), pair("A", "B", start=AFTER), pair("B", "C")])
    def test_which_do_not(self, ask, pairing):
        assert self.found(ask, unit(), pairings=[pairing]).keys() == {"A"}

    @pytest.mark.parametrize("column", ["units.kind", "units.organization", "pairings.left", "pairings.right"])
    def test_what_it_needs(self, ask, column):
        table, _, name = column.partition(".")
        assert self.found(ask, unit(), absent={table: [name]}) is None

    def test_without_pairings_it_is_not_checked(self, ask):
        assert ask(unpaired_village, {"organizations": ORGANIZATIONS, "units": [unit()]}) is None


def unit(**row):
    return {"id": "u", "kind": "village", "organization": "A", **row}
