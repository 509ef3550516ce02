"""What became of what is no more: as the acts say where a journal has them, and inferred where there is none."""

import json
from datetime import date, timedelta
from random import Random

import polars as pl
import pytest

import regionpb as rpb
from changes.park import COUNTY, ON, STREET, park
from changes.test_divisions import ACTS, TO_HAISHU
from changes.test_divisions import ON as OCTOBER
from changes.test_divisions import region as districts
from oracle.regions import valid
from regionpb import changes
from regionpb.datasets.days import DAY
from regionpb.testing.deeds import made_up

SECOND = "330203002"
EVE = ON - timedelta(days=1)
LATER = date(2012, 7, 1)
PAIR = ["table", "before", "after"]


def pairs(frame):
    return {*frame.select("before", "after").rows()}


def bare(region):
    """The same tables, of which no journal tells what was done to them."""
    return rpb.read(region.frames, at=region.day)


def flat(region, day):
    """The register of one day, without any dates of versions and with nothing that ended."""
    frames = {name: region.at(day).table(name).drop("start", "end", strict=False) for name in region.frames}
    return rpb.read(frames, at=day)


def of_three_kinds(before, after, on):
    """What differs by acts, by dated rows alone, and by two registers of one day each."""
    eve, plain = on - timedelta(days=1), bare(after)
    yield after.at(on).diff(before)
    yield after.at(on).diff(after.at(eve))
    yield plain.at(on).diff(plain.at(eve))
    yield flat(after, on).diff(flat(after, eve))
    years = rpb.from_snapshots({day: flat(after, day).frames for day in (eve, on)})
    yield years.diff(years.at(eve))


# ---- the history of 2016 -----------------------------------------------------------------------


def test_what_became_of_the_districts_is_told_with_and_without_a_journal():
    before = districts()
    after, plan = before.apply(*ACTS), before.preview(*ACTS)
    for number, told in enumerate(of_three_kinds(before, after, OCTOBER)):
        assert {*told.crosswalk.select(PAIR).rows()} == {*plan.crosswalk.rows()}
        assert told.crosswalk["known"].unique().to_list() == [number < 2]
        assert pairs(told.merged) == {("330204", "330212")}
        assert told.split.is_empty()
        assert told.recoded.height == 30
        assert ("330283", "330213") in pairs(told.recoded)
        assert {*told.moved.select("id", "column", "before", "after").rows()} == {
            (code, "parent", "330212", "330203") for code in TO_HAISHU.values()
        }


def test_the_journal_beside_the_tables_tells_it_still(tmp_path):
    after = districts().apply(*ACTS).at(OCTOBER)
    after.write(tmp_path)
    again = rpb.read(tmp_path, at=OCTOBER)
    told = again.diff(again.at("2016-09-30")).crosswalk
    assert told["known"].all()
    assert told.equals(after.diff(districts()).crosswalk)


def test_a_journal_that_does_not_say_what_went_on_is_read_and_it_is_inferred(tmp_path):
    after = districts().apply(*ACTS).at(OCTOBER)
    after.write(tmp_path)
    entry = json.loads((tmp_path / "journal.jsonl").read_text("utf-8"))
    assert entry["patch"]["divisions"].pop("walked")
    (tmp_path / "journal.jsonl").write_text(json.dumps(entry) + "\n", "utf-8")
    again = rpb.read(tmp_path, at=OCTOBER)
    told = again.diff(again.at("2016-09-30")).crosswalk
    assert not told["known"].any()
    assert told.drop("known").equals(after.diff(districts()).crosswalk.drop("known"))


# ---- organizations -----------------------------------------------------------------------------


def test_who_had_gone_before_says_nothing_of_a_merger():
    region = park().apply(changes.transfer("M-73", to="O-5", on="2012-04-01"))
    after = region.apply(changes.merge(["O-7"], into="O-4", on=ON)).at(ON)
    for later in (after, bare(after)):
        told = later.diff(later.at("2012-03-01"))
        assert pairs(told.merged) == pairs(told.crosswalk) == {("O-7", "O-4")}


def test_who_goes_elsewhere_on_the_same_day_says_nothing_of_it():
    region = park().apply(changes.transfer("M-73", to="O-5", on=ON))
    after = bare(region.apply(changes.merge(["O-7"], into="O-4", on=ON)).at(ON))
    assert pairs(after.diff(after.at(EVE)).merged) == {("O-7", "O-4")}


def test_what_is_merged_into_what_ends_later_was_merged_into_that():
    after = park().apply(changes.merge(["O-7"], into="O-4", on=ON)).apply(changes.dissolve("O-4", on=LATER)).at(LATER)
    for later, known in ((after, True), (bare(after), False)):
        told = later.diff(later.at(EVE))
        assert told.merged.select("before", "after", "known").rows() == [("O-7", "O-4", known)]
        rest = told.crosswalk.filter(pl.col("way").is_null())
        assert rest.select("before", "after", "reason").rows() == [("O-4", "O-5", "dissolved")]


def test_what_nobody_refers_to_is_told_by_acts():
    after = park().apply(changes.merge(["O-8"], into="O-3", on=ON)).at(ON)
    told = after.diff(park()).merged
    assert told.select("before", "after", "references", "reason").rows() == [("O-8", "O-3", 0, "merged")]
    assert bare(after).diff(park()).crosswalk.is_empty()


def test_what_is_split_and_stays_is_told_by_acts():
    parts = {"O-4": ["M-41"], "O-13": ["M-42", "U-1"]}
    after = park().apply(changes.split("O-4", into=parts, rest="O-4", on=ON)).at(ON)
    told = after.diff(park())
    assert pairs(told.split) == pairs(told.crosswalk) == {("O-4", "O-4"), ("O-4", "O-13")}
    assert bare(after).diff(park()).crosswalk.is_empty()


def test_what_was_done_and_taken_back_is_not_told():
    region = park()
    merged = region.apply(changes.merge(["O-7"], into="O-4", on=ON))
    assert merged.undo().at(ON).diff(region).crosswalk.is_empty()
    assert merged.at(EVE).diff(region).crosswalk.is_empty()
    again = merged.undo().apply(changes.merge(["O-7"], into="O-5", on=ON)).at(ON)
    assert pairs(again.diff(region).merged) == {("O-7", "O-5")}
    # The one is not what the other became; what is different in them can be told, and not which acts made it so.
    assert not merged.at(ON).diff(again).crosswalk["known"].any()


def test_what_is_there_once_more_did_not_go_on_as_another():
    merged = park().apply(changes.merge(["O-7"], into="O-4", on=ON))
    back = merged.apply(changes.reestablish("O-7", members=["M-51", "M-52", "M-53"], on=LATER)).at(LATER)
    assert back.diff(park()).crosswalk.is_empty()
    again = back.apply(changes.merge(["O-7"], into="O-8", on="2012-08-01")).at("2012-08-01")
    assert pairs(again.diff(park()).merged) == {("O-7", "O-8")}


# ---- divisions ---------------------------------------------------------------------------------


def split_into(*, stays):
    parts = {COUNTY if stays else "330206": [STREET], "330207": [SECOND]}
    return changes.split_division(COUNTY, into=parts, rest=COUNTY if stays else "330207", on=ON)


def test_a_division_that_is_split_has_a_row_for_each_part():
    act = split_into(stays=False)
    plan, after = park().preview(act), park().apply(act)
    parts = {(COUNTY, "330206"), (COUNTY, "330207")}
    assert pairs(plan.crosswalk) > parts
    for told in of_three_kinds(park(), after, ON):
        assert pairs(told.crosswalk) == pairs(plan.crosswalk)
        assert pairs(told.split) == parts
        assert told.merged.is_empty()
        assert "divisions" not in told.moved["table"]  # the streets lie in what their county became


def test_a_division_that_is_split_and_stays_is_a_part_of_itself():
    act = split_into(stays=True)
    plan, told = park().preview(act), park().apply(act).at(ON).diff(park())
    assert pairs(told.crosswalk) == pairs(plan.crosswalk)
    assert pairs(told.split) == {(COUNTY, COUNTY), (COUNTY, "330207")}


def test_parts_of_what_is_split_are_new_and_no_two_of_them_have_one_name():
    names = {"330206": "甬东区", "330207": "甬东区"}
    parts = {"330206": [STREET], "330207": [SECOND]}
    with pytest.raises(rpb.Refused) as told:
        park().apply(changes.split_division(COUNTY, into=parts, rest="330207", names=names, on=ON))
    assert told.value.codes == ("D006",)


def test_one_code_after_another_is_told_from_the_first_to_the_last():
    once = park().apply(changes.recode_division(COUNTY, to="330206", on=ON))
    twice = once.apply(changes.recode_division("330206", to="330207", on=LATER)).at(LATER)
    for later in (twice, bare(twice)):
        told = later.diff(later.at(EVE))
        assert pairs(told.recoded) == {
            (code, code.replace(COUNTY, "330207", 1))
            for code in (COUNTY, STREET, SECOND, f"{STREET}001", f"{SECOND}001")
        }
        assert told.recoded.height == told.crosswalk.height
        assert "divisions" not in told.moved["table"]


def test_what_is_split_and_put_together_again_was_merged():
    apart = park().apply(split_into(stays=False))
    codes = {f"330206{STREET[-3:]}": "330208001", f"330207{SECOND[-3:]}": "330208002"}
    act = changes.merge_divisions(["330206", "330207"], into="330208", name="甬合区", recode=codes, on=LATER)
    told = apart.apply(act).at(LATER).diff(park())
    assert told.split.is_empty()
    assert pairs(told.merged) == {(COUNTY, "330208")}


@pytest.mark.parametrize("journal", [True, False])
def test_divisions_put_together_into_a_new_one_are_merged_and_not_recoded(journal):
    act = changes.merge_divisions(
        [STREET, SECOND], into="330203009", name="甬合街道", recode={f"{SECOND}001": "330203009002"}, on=ON
    )
    after = park().apply(act).at(ON)
    told = (after if journal else bare(after)).diff(park())
    assert pairs(told.merged) == {(STREET, "330203009"), (SECOND, "330203009")}
    assert pairs(told.recoded) == {(f"{STREET}001", "330203009001"), (f"{SECOND}001", "330203009002")}


def register(*divisions):
    names = ("code", "name", "level", "parent")
    return rpb.read({"divisions": [dict(zip(names, row, strict=True)) for row in divisions]}, at=DAY)


CITY = ("3302", "甬市", "prefecture", None)
TWO = (CITY, ("330203", "甬东区", "county", "3302"), ("330205", "甬西区", "county", "3302"))


def test_the_same_name_elsewhere_is_told_apart_by_what_became_of_the_parent():
    before = register(*TWO, *((f"{county}001", "中心街道", "township", county) for county in ("330203", "330205")))
    new = ("330206", "甬东新区", "county", "3302"), ("330207", "甬西区", "county", "3302")
    after = register(CITY, *new, *((f"{code}009", "中心街道", "township", code) for code, *_ in new))
    told = after.diff(before)
    # Of the other nothing is known: neither its own name nor one in it alone says what it became.
    assert pairs(told.crosswalk) == pairs(told.recoded) == {("330205", "330207"), ("330205001", "330207009")}
    assert told.moved.is_empty()


def test_a_division_that_nothing_tells_of_is_not_in_the_crosswalk():
    before = register(*TWO)
    assert register(CITY, TWO[1]).diff(before).crosswalk.is_empty()
    assert register(CITY, TWO[1], ("330209", "新设区", "county", "3302")).diff(before).crosswalk.is_empty()


# ---- all of it ---------------------------------------------------------------------------------

KINDS = ("merge", "split", "dissolve", "merge_divisions", "move_division", "recode_division", "split_division")


@pytest.mark.parametrize("kind", KINDS)
def test_a_plan_and_what_differs_afterwards_say_the_same(kind):
    done = 0
    for seed in range(30):
        rng = Random(seed)
        region = park() if seed % 3 == 0 else rpb.read(valid(rng, DAY), at=DAY)
        act = made_up(region, rng, ON, kind=kind)
        try:
            plan, after = region.preview(act), region.apply(act).at(ON)
        except (rpb.Refused, rpb.UnknownName):
            continue
        done += 1
        expected = {row for row in plan.crosswalk.rows() if row[1] != row[2] or row[1] in split(plan)}
        for before in (region.at(ON), after.at(EVE)):
            told = after.diff(before)
            crosswalk = told.crosswalk.filter(pl.col("known"))
            assert {*crosswalk.select(PAIR).rows()} == expected
            assert crosswalk.height == sum(each.height for each in (told.merged, told.split, told.recoded)) - (
                told.crosswalk.filter(~pl.col("known"), pl.col("way").is_not_null()).height
            )
    assert done > 2


def split(plan):
    """What went on as several."""
    return {*plan.crosswalk.group_by("before").len().filter(pl.col("len") > 1)["before"]}
