"""What acts ask besides the invariants, what they offer instead, and what they take where nothing is said."""

from datetime import date

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
    region = park().apply(
        changes.establish("O-10", name="丁临时支部", form="temporary_branch", division=STREET, under="O-8", on=ON)
    )
    forms = [
        region.apply(act("O-10", form=form, on=LATER)).at(LATER).organization("O-10").row.form
        for act in (changes.upgrade, changes.downgrade)
        for form in ("branch", "joint_branch")
    ]
    assert forms == ["branch", "joint_branch"] * 2
    assert refused(region, changes.downgrade("O-10", form="committee", on=LATER))[0].startswith(
        "O-10 is a temporary_branch; committee is higher"
    )


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
