"""R003, R008: where members go when their organization is dissolved."""

from datetime import date, timedelta

import pytest

from regionpb.rules.reservoir.dissolution import absorbed_elsewhere, source_still_responsible

EARLY, BEFORE, D, DAY = date(2009, 1, 1), date(2010, 12, 31), date(2011, 1, 1), date(2011, 7, 29)
AFTER = DAY + timedelta(days=1)


def organizations(**changes):
    rows = {
        "gone": {"end": D, "end_reason": "dissolved", "regional_unit": "X"},
        "hub": {},
        "store": {},
        "other": {},
        "ended": {"end": D},
    }
    return [{"id": i, **row, **changes.pop(i, {})} for i, row in rows.items()]


def moved(to, **second):
    """A member who was in the dissolved organization to the last day, and then elsewhere."""
    return [{"id": "M", "organization": "gone", "end": D}, {"id": "M", "organization": to, "start": D, **second}]


def tables(members, *, unit=None, transfers=(), **changes):
    units = [{"id": "X", "hub": "hub", "reservoir": "store", **row} for row in ([{}] if unit is None else unit)]
    out = {"members": members, "organizations": organizations(**changes), "regional_units": units}
    return out | ({"transfers": transfers} if transfers is not None else {})


SHOWN = {"source": "gone", "end": "2011-01-01", "organization": "other"}


class TestAbsorbedElsewhere:
    def found(self, ask, members, *, day=DAY, **changes):
        return ask(absorbed_elsewhere, tables(members, **changes), day=day)

    def test_elsewhere(self, ask):
        assert self.found(ask, moved("other")) == {"M": {**SHOWN, "regional_unit": "X", "hub": "hub"}}

    @pytest.mark.parametrize("to", ["hub", "store"])
    def test_in_the_hub_or_the_reservoir(self, ask, to):
        assert self.found(ask, moved(to)) == {}

    def test_of_each_member_the_last_dissolution_is_looked_at(self, ask):
        ended = {"end": BEFORE, "end_reason": "dissolved", "regional_unit": "X"}
        another = [
            {"id": "N", "organization": "ended", "end": BEFORE},
            {"id": "N", "organization": "other", "start": BEFORE},
        ]
        assert self.found(ask, [*moved("other"), *another], ended=ended).keys() == {"M", "N"}

    def test_of_versions_of_the_unit_that_overlap_the_last_to_start_counts(self, ask):
        unit = [{"hub": "other", "reservoir": None, "end": AFTER}, {"start": EARLY}]
        assert self.found(ask, moved("hub"), unit=unit) == {}
        assert self.found(ask, moved("other"), unit=unit)["M"]["hub"] == "hub"

    @pytest.mark.parametrize("to", ["gone", "ended", "unknown", None])
    def test_in_what_is_not_there_on_that_day(self, ask, to):
        assert self.found(ask, moved(to)) == {}

    @pytest.mark.parametrize(
        "gone",
        [
            {"end_reason": "merged"},
            {"end_reason": None},
            {"regional_unit": None},
            {"regional_unit": "Y"},
            {"end": AFTER},
        ],
    )
    def test_not_dissolved_by_the_day_in_a_unit(self, ask, gone):
        end = gone.get("end", D)
        members = [{"id": "M", "organization": "gone", "end": end}, {"id": "M", "organization": "other", "start": end}]
        assert self.found(ask, members, gone=gone) == {}

    def test_dissolved_on_the_day_asked(self, ask):
        members = [{"id": "M", "organization": "gone", "end": DAY}, {"id": "M", "organization": "other", "start": DAY}]
        assert self.found(ask, members, gone={"end": DAY}).keys() == {"M"}
        assert self.found(ask, members, gone={"end": DAY}, day=DAY - timedelta(days=1)) == {}

    @pytest.mark.parametrize(
        "unit", [{"hub": None}, {"hub": "ended"}, {"hub": "unknown"}, {"end": D}, {"start": D + timedelta(days=1)}]
    )
    def test_no_hub_on_that_day(self, ask, unit):
        assert self.found(ask, moved("other"), unit=[unit]) == {}

    def test_hub_and_reservoir_are_those_of_that_day(self, ask):
        later = [{"end": DAY}, {"start": DAY, "hub": "other", "reservoir": None}]
        assert self.found(ask, moved("other"), unit=later).keys() == {"M"}
        earlier = [{"end": D, "hub": "other"}, {"start": D, "reservoir": None}]
        assert self.found(ask, moved("other"), unit=earlier).keys() == {"M"}
        assert self.found(ask, moved("store"), unit=[{"reservoir": None}]).keys() == {"M"}

    @pytest.mark.parametrize(
        "members",
        [
            [{"id": "M", "organization": "gone", "end": D, "exit": "died"}],
            [{"id": "M", "organization": "gone", "end": D}, {"id": "M", "organization": "other", "start": DAY}],
            [{"id": "M", "organization": "gone", "end": BEFORE}, {"id": "M", "organization": "other", "start": BEFORE}],
            [{"id": "M", "organization": "gone"}],
            [{"id": "M", "organization": "other"}],
        ],
    )
    def test_who_was_not_in_it_or_does_not_go_on(self, ask, members):
        assert self.found(ask, members) == {}

    def test_a_transfer_out_of_it_explains(self, ask):
        out = {"id": "T", "member": "M", "source": "gone", "target": "other", "issued": BEFORE}
        assert self.found(ask, moved("other"), transfers=[out]) == {}
        for not_it in ({"source": "hub"}, {"member": "N"}, {"issued": AFTER}):
            assert self.found(ask, moved("other"), transfers=[out | not_it]).keys() == {"M"}

    def test_transfers_only_exempt(self, ask):
        assert self.found(ask, moved("other"), transfers=None).keys() == {"M"}

    def test_later_moves_do_not_matter(self, ask):
        members = [*moved("other", end=DAY), {"id": "M", "organization": "hub", "start": DAY}]
        assert self.found(ask, members).keys() == {"M"}
        members = [*moved("hub", end=DAY), {"id": "M", "organization": "other", "start": DAY}]
        assert self.found(ask, members) == {}

    def test_an_organization_dissolved_twice_is_found_once(self, ask):
        again = [
            {
                "id": "gone",
                "regional_unit": "X",
                "start": BEFORE - timedelta(days=9),
                "end": BEFORE,
                "end_reason": "dissolved",
            }
        ]
        rows = tables(
            [
                {"id": "M", "organization": "gone", "end": EARLY},
                {"id": "M", "organization": "other", "start": EARLY, "end": BEFORE - timedelta(days=9)},
                {"id": "M", "organization": "gone", "start": BEFORE - timedelta(days=9), "end": BEFORE},
                {"id": "M", "organization": "other", "start": BEFORE},
            ],
            gone={"end": EARLY},
        )
        rows["organizations"] += again
        assert ask(absorbed_elsewhere, rows)["M"]["end"] == BEFORE.isoformat()

    def test_of_versions_that_hold_the_last_to_start_counts(self, ask):
        both = [{"id": "M", "organization": "hub", "start": EARLY}, *moved("other")]
        assert self.found(ask, both) == {}
        both = [{"id": "M", "organization": "hub"}, {"id": "M", "organization": "gone", "start": EARLY, "end": D}]
        assert self.found(ask, [*both, {"id": "M", "organization": "other", "start": D}]).keys() == {"M"}


class TestSourceStillResponsible:
    def found(self, ask, members, **changes):
        return ask(source_still_responsible, tables(members, **changes))

    @pytest.mark.parametrize("to", ["other", "hub", "store"])
    def test_wherever_the_member_goes_on(self, ask, to):
        assert self.found(ask, moved(to)) == {"M": {**SHOWN, "organization": to}}

    def test_in_a_unit_or_not(self, ask):
        assert self.found(ask, moved("other"), gone={"regional_unit": None}).keys() == {"M"}
        assert self.found(ask, moved("other"), gone={"end_reason": "merged"}) == {}

    def test_a_received_transfer_ends_it(self, ask):
        out = {"id": "T", "member": "M", "source": "gone", "target": "other", "issued": D, "received": DAY}
        assert self.found(ask, moved("other"), transfers=[out]) == {}
        for not_it in ({"received": None}, {"received": AFTER}, {"source": "hub"}, {"member": "N"}):
            assert self.found(ask, moved("other"), transfers=[out | not_it]).keys() == {"M"}

    def test_transfers_only_exempt(self, ask):
        assert self.found(ask, moved("other"), transfers=None).keys() == {"M"}
