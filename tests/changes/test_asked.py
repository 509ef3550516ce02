"""What acts ask besides the invariants, what they offer instead, and what they take where nothing is said."""

from datetime import date

import polars as pl
import pytest

import regionpb as rpb
from changes.park import ON, STREET, park
from regionpb import changes

LATER = "2013-01-01"
TEMPORARY = changes.establish(
    "O-20", name="综合支部", form="temporary_branch", division=STREET, under="O-8", on="2012-04-01"
)


def refused(region, *acts):
    with pytest.raises(rpb.Refused) as error:
        region.preview(*acts)
    return str(error.value), error.value.codes, [each.said.en for each in error.value.instead]


def test_a_reservoir_stays_under_its_hub():
    region = park()
    told = "O-5 holds the reservoir of R-1, and would not be under its hub O-3; let it stay under that, or close the "
    for act in (
        changes.move("O-5", under="O-8", on=ON),
        changes.split("O-3", into={"O-3": ["O-4"], "O-9x": ["O-5"]}, on=ON),
    ):
        text, codes, _ = refused(region, act)
        assert text.startswith(told)
        assert codes == ("U012",)
    moved = region.apply(changes.close_unit("R-1", on="2012-04-01"), changes.move("O-5", under="O-8", on=ON))
    assert moved.at(ON).organization("O-5").superior.id == "O-8"


def test_a_reservoir_stays_under_whoever_becomes_the_hub():
    later = park().apply(changes.dissolve("O-3", successor="O-8", on=ON)).at(ON)
    assert later.organization("O-5").superior.id == "O-8"
    assert later.check(select=["U012"]).ok


def test_a_reservoir_that_is_to_be_there_later_stays_under_its_hub():
    region = park()
    known = region.apply(
        changes.establish(
            "O-20", name="综合支部", form="temporary_branch", division=STREET, under="O-8", on="2012-04-01"
        ),
        changes.form_unit("R-2", name="街道", mode="sub_area", division=STREET, hub="O-8", reservoir="O-20", on=LATER),
    )
    text, codes, _ = refused(known, changes.move("O-20", under="O-1", on=ON))
    assert text.startswith("from 2013-01-01 on: O-20 holds the reservoir of R-2")
    assert codes == ("U012",)


def test_what_is_joint_covers_several_units_and_what_is_not_one():
    region, full = park(), ["M-51", "M-52", "M-53"]
    new = {"name": "丁支部", "division": STREET, "under": "O-3", "members": full, "on": ON}
    assert refused(region, changes.establish("O-10", form="joint_branch", units=["U-2"], **new))[1] == ("O015",)
    assert refused(region, changes.establish("O-10", form="joint_branch", **new))[1] == ("O015",)
    assert refused(region, changes.establish("O-10", form="branch", units=["U-2", "U-3"], **new))[1] == ("O016",)
    both = region.apply(changes.establish("O-10", form="joint_branch", units=["U-2", "U-3"], **new)).at(ON)
    assert both.check(select=["O015", "O016"]).ok


def test_what_was_where_a_division_is_no_more_is_established_again_in_another():
    region = park().apply(
        changes.dissolve("O-7", on=ON), changes.recode_division("330203002", to="330203009", on="2012-06-01")
    )
    full = ["M-41", "M-42", "M-43"]
    text, _, _ = refused(region, changes.reestablish("O-7", members=full, on=LATER))
    assert text == "O-7 lay in 330203002, which is not there on 2013-01-01; say in which division it is to lie"
    again = region.apply(changes.reestablish("O-7", division="330203009", members=full, on=LATER)).at(LATER)
    assert (again.organization("O-7").division.row.code, len(again.organization("O-7").members)) == ("330203009", 3)
    assert refused(region, changes.reestablish("O-7", division="330203009", on=LATER))[1] == ("O006",)


def test_forms_that_are_no_higher_and_no_lower():
    region = park()
    for act in (changes.upgrade, changes.downgrade):
        for_a_time = region.apply(act("O-4", form="temporary_branch", on=ON))
        assert for_a_time.at(ON).organization("O-4").row.form == "temporary_branch"
        again = for_a_time.apply(act("O-4", form="branch", on=LATER)).at(LATER)
        assert again.organization("O-4").row.form == "branch"
    text, _, _ = refused(region, changes.downgrade("O-4", form="committee", on=LATER))
    assert text.startswith("O-4 is a branch; committee is higher")


def test_who_floats_goes_on_floating_at_another_stage():
    region = park()
    once = region.apply(changes.float_("M-41", on="2012-01-10"))
    filed = once.apply(changes.float_("M-41", stage="filed", on=ON)).at(ON).member("M-41").row
    assert (filed.floating_stage, filed.floating_since) == ("filed", date(2012, 1, 10))
    hosted = once.apply(changes.float_("M-41", host="O-7", on=ON), changes.float_("M-41", stage="managed", on=LATER))
    row = hosted.at(LATER).member("M-41").row
    assert (row.floating_stage, row.floating_since, row.host_organization) == ("managed", date(2012, 1, 10), "O-7")
    assert refused(hosted, changes.float_("M-41", host="O-7", stage="managed", on="2013-02-01"))[0].startswith(
        "M-41 floats already, and is managed on 2013-02-01"
    )
    back = hosted.apply(changes.return_("M-41", on="2013-02-01"), changes.float_("M-41", on="2013-03-01"))
    assert back.at("2013-03-01").member("M-41").row.floating_since == date(2013, 3, 1)


def test_a_post_ends_with_whoever_holds_it():
    worker = {"id": "W-1", "member": "M-41", "organization": "O-4", "post": "full_time_worker"}
    region = rpb.read({**park().frames, "workers": [worker]}, at=ON)
    left = region.apply(changes.close_member("M-41", exit="died", on=ON))
    assert left.at(ON).table("workers").is_empty()
    assert left.at("2012-04-30").table("workers").height == 1


def test_members_fall_to_the_reservoir_where_nobody_says_where():
    fell = park().apply(changes.absorb(["M-41", "M-71"], on=ON)).at(ON)
    assert [fell.member(one).organization.id for one in ("M-41", "M-71")] == ["O-5", "O-1"]
    assert changes.absorb(["M-41"], on=ON).said.zh == "2012-05-01将M-41归入蓄水池"
    alone = rpb.testing.minimal()
    text, codes, _ = refused(
        alone.apply(changes.transfer("M-2", to="O-1", on="2012-01-01")), changes.absorb(["M-2"], on=ON)
    )
    assert text == "there is no reservoir for M-2, and nobody above O-1; say who takes them in"
    assert codes == ("R001",)


def test_nobody_who_works_elsewhere_is_incubated():
    region = park()
    text, _, _ = refused(region, changes.incubate("U-2", members=["M-51", "M-52", "M-53", "M-41"], on=ON))
    assert text == "M-41 works in U-1, not in U-2; leave them out, and transfer them afterwards"
    region.preview(
        changes.incubate("U-2", members=["M-51", "M-52", "M-53", "M-54"], on=ON)
    )  # where M-54 works is not known


def test_only_what_is_possible_is_offered_instead():
    region = park()
    assert refused(region, changes.affiliate("O-8", regional_unit="R-1", on=ON))[1:] == (("U004",), [])
    assert refused(region, changes.affiliate("O-7", regional_unit="R-1", on=ON))[1:] == (("U005",), [])
    inside = region.apply(
        changes.establish(
            "O-20", name="丁临时支部", form="temporary_branch", division=STREET, under="O-8", on="2012-04-01"
        )
    )
    assert refused(inside, changes.affiliate("O-20", regional_unit="R-1", on=ON))[2] == [
        "move O-20 under O-3 on 2012-05-01"
    ]
    offered = changes.move("O-20", under="O-3", on=ON)
    inside.preview(offered, changes.affiliate("O-20", regional_unit="R-1", on=ON))


def test_it_is_told_which_of_several_acts_is_refused():
    region = park()
    acts = changes.transfer("M-41", to="O-5", on=ON), changes.dissolve("O-3", on=ON)
    with pytest.raises(rpb.Refused) as error:
        region.apply(*acts)
    assert str(error.value).startswith("act 2 of 2 (dissolve): O-3 is the hub of R-1")
    assert error.value.said("zh").startswith("第2项（撤销，共2项）：O-3是R-1的区域性党组织")
    assert refused(region, acts[1])[0].startswith("O-3 is the hub of R-1")


def test_what_is_there_keeps_its_name_when_something_is_split_into_it():
    region, into = park(), {"O-4": ["M-41"], "O-7": ["M-42"]}
    named = changes.split("O-4", into=into, rest="O-4", names={"O-7": "另一支部"}, on=ON)
    assert refused(region, named)[0].startswith("O-7 is there already, and keeps its name")
    region.preview(changes.split("O-4", into=into, rest="O-4", names={"O-7": "社区支部"}, on=ON))


def test_nobody_outside_is_superior_of_what_is_incubated_or_formed_anew():
    region = park()
    assert refused(region, changes.incubate("U-2", under="O-9", on=ON))[0] == (
        "O-9 lies outside the region, and is superior of nobody here; choose another"
    )
    assert refused(region, changes.upgrade("O-4", form="branch", on=ON))[0] == "O-4 is a branch already on 2012-05-01"
    region.preview(changes.upgrade("O-4", form="branch", name="甲公司党支部", on=ON))


def test_nobody_is_left_outside_where_a_hub_is_split_that_ends():
    region = park()
    apart = changes.split("O-3", into={"O-15": ["O-4"], "O-16": ["O-5"]}, on=ON)
    text, codes, _ = refused(region, apart)
    assert (text[:35], codes) == ("O-5 holds the reservoir of R-1, and", ("U012",))
    text, codes, _ = refused(region, changes.split("O-3", into={"O-15": ["O-5"], "O-16": ["O-4"]}, on=ON))
    assert text == "O-4 is one of the N of R-1, and would not be under its hub O-15 (U004)"
    assert codes == ("U004",)
    together = region.apply(changes.split("O-3", into={"O-15": ["O-4", "O-5"], "O-16": []}, on=ON)).at(ON)
    assert together.check(select=["U"]).counts() == region.check(select=["U"]).counts()


def test_a_unit_is_formed_with_a_reservoir_that_stays_under_its_hub():
    known = park().apply(changes.close_unit("R-1", on="2012-01-01"), changes.move("O-5", under="O-8", on=LATER))
    form = changes.form_unit("R-2", name="园区", mode="park", division=STREET, hub="O-3", reservoir="O-5", on=ON)
    text, codes, _ = refused(known, form)
    assert text.startswith("from 2013-01-01 on: O-5 holds the reservoir of R-2")
    assert codes == ("U012",)


def test_a_form_is_asked_what_its_like_are_asked_when_they_are_established():
    region = park().apply(TEMPORARY)
    assert refused(region, changes.upgrade("O-20", form="branch", on=ON))[1] == ("O006",)
    assert refused(region, changes.upgrade("O-4", form="joint_branch", on=ON))[1] == ("O015",)
    members = [changes.transfer(one, to="O-20", on=ON) for one in ("M-51", "M-52", "M-53")]
    grown = region.apply(*members, changes.upgrade("O-20", form="branch", on="2012-06-01"))
    assert grown.at("2012-06-01").organization("O-20").row.form == "branch"


def test_what_is_there_again_elsewhere_is_in_no_unit_that_does_not_reach_there():
    full = ["M-41", "M-42", "M-43"]
    region = park().apply(changes.dissolve("O-4", on="2012-01-01"))
    back = region.apply(changes.reestablish("O-4", members=full, on=ON)).at(ON)
    assert back.organization("O-4").regional_unit.id == "R-1"
    elsewhere = region.apply(changes.reestablish("O-4", division="330203002", members=full, on=ON)).at(ON)
    assert elsewhere.organization("O-4").regional_unit is None


def test_who_is_in_the_reservoir_does_not_fall_into_it_and_who_is_stranded_does():
    region = park()
    assert refused(region, changes.absorb(["M-51"], on=ON))[0].startswith(
        "M-51 is in the reservoir already on 2012-05-01"
    )
    frames = dict(region.frames)
    stranded = {"id": "M-99", "organization": "O-6", "status": "full"}
    ended = {
        **region.history("organizations").row(by_predicate=(pl.col("id") == "O-6"), named=True),
        "regional_unit": "R-1",
    }
    frames["organizations"] = pl.concat(
        [
            frames["organizations"].filter(pl.col("id") != "O-6"),
            pl.DataFrame([ended]).select(frames["organizations"].columns).cast(frames["organizations"].schema),
        ]
    )
    frames["members"] = pl.concat([frames["members"], pl.DataFrame([stranded])], how="diagonal_relaxed")
    left = rpb.read(frames, at=ON)
    assert ("R001", "M-99") in {(one.code, one.id) for one in left.check(select=["R001"]).findings}
    assert left.apply(changes.absorb(["M-99"], on=ON)).at(ON).member("M-99").organization.id == "O-5"


def test_those_who_are_with_the_helper_are_counted():
    region = park().apply(*(changes.transfer(one, to="O-8", on="2012-04-01") for one in ("M-51", "M-52", "M-53")))
    units = region.frames["units"].with_columns(regional_unit=pl.when(pl.col("id") != "U-2").then("regional_unit"))
    alone = rpb.read({**region.frames, "units": units}, at=ON)
    founded = alone.apply(changes.incubate("U-2", under="O-8", on=ON)).at(ON)
    assert {one.id for one in founded.unit("U-2").organization.members} == {"M-51", "M-52", "M-53"}


def test_a_host_takes_nobody_a_step_back():
    region = park().apply(changes.float_("M-41", host="O-7", stage="engaged", on=ON))
    text, _, _ = refused(region, changes.float_("M-41", host="O-7", on=LATER))
    assert text.startswith("M-41 floats already, and is engaged")
    hosted = region.apply(changes.float_("M-41", host="O-8", on=LATER)).at(LATER).member("M-41").row
    assert (hosted.floating_stage, hosted.host_organization) == ("engaged", "O-8")


def test_only_parts_get_names():
    region = park()
    for act in (
        changes.split("O-4", into={"O-4": [], "O-13": []}, rest="O-4", names={"O-99": "某支部"}, on=ON),
        changes.split_division("330203", into={"330203": [], "330206": ["330203002"]}, rest="330203",
                               names={"330299": "某区"}, on=ON),
    ):  # fmt: skip
        with pytest.raises(rpb.UnknownName, match="no part named"):
            region.preview(act)
    staying = changes.split_division(
        "330203", into={"330203": [], "330206": ["330203002"]}, rest="330203", names={"330203": "某区"}, on=ON
    )
    assert refused(region, staying)[0].startswith("330203 is there already, and keeps its name")
    twice = changes.split("O-4", into={"O-4": [], "O-14": ["M-41", "M-41"]}, rest="O-4", on=ON)
    with pytest.raises(rpb.Refused, match="M-41"):
        region.preview(twice)
