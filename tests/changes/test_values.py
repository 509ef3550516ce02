"""Acts as values, and what the functions that make them take and refuse."""

import copy
import pickle
from collections.abc import Mapping
from datetime import date

import pytest
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

import regionpb as rpb
from changes.park import ON, park
from changes.test_each_act import DONE
from regionpb import changes as c
from regionpb.changes.acts.base import Id, Ids
from regionpb.changes.acts.fixed import Fixed

CHANGES = TypeAdapter(c.AnyChange)
SPLIT = c.split("O-4", into={"O-14": ["M-41"], "O-4": ["M-42"]}, names={"O-14": "甲二支部"}, on=ON)
MERGED = c.merge_divisions(["330203002"], into="330203001", recode={"330203002001": "330203001002"}, on=ON)
PARTED = c.split_division("330203", into={"330206": ["330203002"], "330203": []}, rest="330203", on=ON)


def misused(make, *given, error=rpb.Refused, **named):
    with pytest.raises(error) as told:
        make(*given, **{"on": ON, **named})
    assert str(told.value) != told.value.chinese
    assert not isinstance(told.value.__cause__, ValidationError)
    return str(told.value), told.value.chinese


# ---- values ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", DONE, ids=lambda act: act.act)
def test_an_act_is_a_frozen_value(act):
    same = CHANGES.validate_json(act.model_dump_json())
    assert same == act
    assert hash(same) == hash(act)
    assert {act: 1}[same] == 1
    for made in (pickle.loads(pickle.dumps(act)), copy.copy(act), copy.deepcopy(act), act.model_copy(deep=True)):
        assert (made, hash(made)) == (act, hash(act))
    for held in vars(act).values():
        assert not isinstance(held, dict | list | set)
    with pytest.raises(ValidationError):
        act.on = date(2013, 1, 1)


@pytest.mark.parametrize("held", [SPLIT.into, SPLIT.names, MERGED.recode, PARTED.into, PARTED.names])
def test_a_mapping_in_an_act_stays_as_it_is(held):
    with pytest.raises(TypeError):
        held["c"] = ("x",)
    with pytest.raises(TypeError):
        del held["c"]
    with pytest.raises(AttributeError):
        held.update({})
    with pytest.raises(AttributeError):
        held._given = {}
    assert isinstance(held, Mapping)


def test_what_a_mapping_is_made_of_may_change_later():
    into = {"O-14": ["M-41"]}
    act = c.split("O-4", into=into, rest="O-14", on=ON)
    into["O-14"].append("M-42")
    into["O-15"] = []
    assert act.into == {"O-14": ("M-41",)}


def test_a_mapping_in_an_act_is_as_a_dict_is():
    assert SPLIT.into == {"O-4": ("M-42",), "O-14": ("M-41",)} == SPLIT.into
    assert SPLIT.into != {"O-4": ("M-42",)}
    assert SPLIT.into != 1
    assert [*SPLIT.into] == ["O-14", "O-4"]
    assert [*CHANGES.validate_json(SPLIT.model_dump_json()).into] == ["O-14", "O-4"]
    assert repr(SPLIT.into) == "{'O-14': ('M-41',), 'O-4': ('M-42',)}"
    turned = c.split("O-4", into={"O-4": ["M-42"], "O-14": ["M-41"]}, names={"O-14": "甲二支部"}, on=ON)
    assert (turned, hash(turned)) == (SPLIT, hash(SPLIT))
    assert type(SPLIT.model_dump()["into"]) is dict
    assert SPLIT.model_dump(mode="json")["into"] == {"O-14": ["M-41"], "O-4": ["M-42"]}


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_its_json_schema_is_that_of_a_dict(mode):
    class Split(BaseModel):
        into: dict[Id, Ids] = Field(min_length=1)
        names: dict[Id, Id] = Field(default_factory=dict)

    wanted, own = (kind.model_json_schema(mode=mode)["properties"] for kind in (Split, c.Split))
    assert {name: own[name] for name in wanted} == wanted
    with pytest.raises(ValidationError, match="at least 1 item"):
        c.Split(organization="O-4", into={}, on=ON)
    assert TypeAdapter(Fixed[str, int]).validate_python({}) == {}


# ---- what they take --------------------------------------------------------------------------------


@pytest.mark.parametrize("space", [" ", "\t", "\u3000", "\u200b", "\n", "\0", "\ufeff"])
def test_an_id_is_held_as_it_will_be_read_again(space):
    act = c.admit(f"{space}M-99{space}", organization=f"O-4{space}", unit=f"{space}U-1", on=ON)
    assert (act.member, act.organization, act.unit) == ("M-99", "O-4", "U-1")
    assert "M-41 is a member in O-4" in str(refused(c.admit(f"M-41{space}", organization="O-4", on=ON)))
    assert c.absorb([f"M-41{space}"], into="O-5", on=ON).members == ("M-41",)
    assert c.split("O-4", into={f"O-14{space}": [f"M-41{space}"]}, on=ON).into == {"O-14": ("M-41",)}
    assert c.rename_division("330203", name=f"{space}甬新区{space}", on=ON).name == "甬新区"
    same = CHANGES.validate_python({"act": "confirm", "member": f"M-41{space}", "on": ON})
    assert same == c.confirm("M-41", on=ON)
    for blank in ("", space, space * 3):
        assert misused(c.admit, blank, organization="O-4") == ("member is blank; fill it in", "member 为空；请填写")
        misused(c.absorb, ["M-41", blank], into="O-5")
        misused(c.split, "O-4", into={blank: []})
        misused(c.rename_division, "330203", name=blank)
        with pytest.raises(ValidationError):
            CHANGES.validate_python({"act": "confirm", "member": blank, "on": ON})


def test_the_code_of_a_division_is_held_as_it_will_be_read_again():
    act = c.move_division("３３０２０３ 002", under=" 330205", to="330205002.0", on=ON)
    assert (act.code, act.under, act.to) == ("330203002", "330205", "330205002")
    assert c.link("M-1", township="３３０２０３００１", village="330203001001", on=ON).township == "330203001"
    assert c.recode_division("330203", to="foo", on=ON).to == "foo"  # refused when it is done: E009


def test_what_is_admitted_is_there_when_the_files_are_read_again(tmp_path):
    after = park().apply(c.admit(" M-99\u3000", organization="O-4", on=ON))
    after.write(tmp_path)
    read = rpb.read(tmp_path, at=ON)
    assert read.member("M-99").organization.id == "O-4"
    assert not [one for one in read.intake.findings["code"] if one == "E004"]


def test_words_are_taken_in_every_spelling_that_tables_may_have():
    assert c.close_member("M-41", exit="死亡", on=ON) == c.close_member("M-41", exit="died", on=ON)
    assert '"exit":"died"' in c.close_member("M-41", exit="死亡", on=ON).model_dump_json()
    assert c.upgrade("O-7", form="总支", on=ON).form is rpb.vocabulary.Form.GENERAL_BRANCH
    assert c.admit("M-9", organization="O-4", status="正式", entry="转入", on=ON).entry == "moved_in"
    assert c.float_("M-41", stage="管", on=ON).stage == "managed"
    assert c.form_unit("R", name="甲", mode="商圈", division="330203", hub="O-8", on=ON).mode == "commercial_district"
    assert c.appoint("M-41", role="副书记", body="B-1", on=ON).role == "deputy_secretary"
    assert c.pair("O-1", "O-2", tasks=["共育党员人才", "talent"], on=ON).tasks == ("talent", "talent")
    assert c.dissolve("O-4", reason="整建制转移", on=ON).end_reason == "moved"
    made = c.establish("O-10", name="甲", form="Joint Branch", division="330203", function="社区党委", on=ON)
    assert (made.form, made.function) == ("joint_branch", "community_committee")
    assert c.merge(["O-1"], into="O-2", form="党委", on=ON).form == "committee"


def test_one_id_may_come_where_several_are_taken():
    assert c.absorb("M-41", into="O-5", on=ON) == c.absorb(["M-41"], into="O-5", on=ON)
    assert c.merge("O-1", into="O-2", on=ON).organizations == ("O-1",)
    assert c.merge_divisions("330203002", into="330203001", on=ON).codes == ("330203002",)
    assert c.incubate("U-2", members="M-41", on=ON).members == ("M-41",)
    made = c.establish("O-10", name="甲", form="branch", division="330203", units="U-2", members="M-41", on=ON)
    assert (made.units, made.members) == (("U-2",), ("M-41",))
    formed = c.form_unit("R", name="甲", mode="park", division="3302", hub="O", organizations="O-4", units="U", on=ON)
    assert (formed.organizations, formed.units) == (("O-4",), ("U",))
    assert c.pair("O-1", "O-2", tasks="talent", on=ON).tasks == ("talent",)
    assert c.split("O-4", into={"O-14": "M-41"}, on=ON).into == {"O-14": ("M-41",)}
    parted = c.split_division("330203", into={"330206": "330203002"}, rest="330206", on=ON)
    assert parted.into["330206"] == ("330203002",)


# ---- what they refuse ------------------------------------------------------------------------------


def test_what_cannot_be_in_an_act_is_told_in_both_languages():
    en, zh = misused(c.upgrade, "O-7", form="commitee", error=rpb.UnknownName)
    assert en == "no form named 'commitee'; did you mean 'committee'?"
    assert zh == "没有名为“commitee”的组织形式；是不是指“committee”？"
    en, zh = misused(c.close_member, "M-41", exit="开除", error=rpb.UnknownName)
    assert zh == "没有名为“开除”的减少原因；是不是指“开除党籍”？"
    en, zh = misused(c.close_member, "M-41", exit="foo", error=rpb.UnknownName)
    assert "there are died, withdrew" in en
    assert "现有死亡、退党" in zh
    en, zh = misused(c.dissolve, "O-4", reason="merged", error=rpb.UnknownName)
    assert en == "no end reason named 'merged'; there are dissolved, moved, upgraded"
    assert zh == "没有名为“merged”的撤销原因；现有撤销、整建制转移、升格"
    assert misused(c.upgrade, "O-7", form=None, error=rpb.UnknownName)
    assert "'gestern' is no day" in misused(c.confirm, "M-41", on="gestern", error=rpb.SourceError)[0]
    assert misused(c.admit, "M-9", organization="O-4", birth_year="x")[1] == "“x”不能用作 birth_year；请核对其写法"
    assert misused(c.confirm, 5)[0].startswith("'5' cannot be member: ")
    misused(c.confirm, "\ud800")[0].encode()
    assert misused(c.absorb, [], into="O-5")[0] == "members names nothing; name at least one"
    assert misused(c.absorb, 5, into="O-5")[0] == "5 are no ids; give a list of them"
    assert misused(c.split, "O-4", into=["M-1"])[0].startswith("['M-1'] does not say which gets what")
    assert misused(c.split, "O-4", into={"O-4": ()}, names=["甲"])[0].startswith("['甲'] does not say which gets what")
    misused(c.split, "O-4", into={})


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (c.leave, {}),
        (c.leave, {"organization": "O-4", "unit": "U-1"}),
        (c.affiliate, {"regional_unit": "R-1"}),
        (c.affiliate, {"regional_unit": "R-1", "organization": "O-4", "unit": "U-1"}),
        (c.appoint, {"holder": "M-41", "role": "member"}),
        (c.appoint, {"holder": "M-41", "role": "member", "organization": "O-4", "body": "B-1"}),
    ],
)
def test_one_of_two_is_named(make, named):
    en, zh = misused(make, **named)
    assert "one of them" in en
    assert "二者择一" in zh
    with pytest.raises(ValidationError, match="one of them"):
        CHANGES.validate_python({"act": make.__name__, "on": ON, **named})


def refused(act):
    with pytest.raises(rpb.Refused) as told:
        park().preview(act)
    return told.value


# ---- no act ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["x", None, [SPLIT], SPLIT.model_dump(), c.Split])
def test_what_is_no_act_is_told(given, tmp_path):
    region = park()
    with rpb.open_store(tmp_path / "a.sqlite") as store:
        store.load(region)
        for ask in (region.apply, region.preview, store.apply, store.check):
            with pytest.raises(rpb.RegionError, match=r"is no act; make one, such as changes\.transfer") as told:
                ask(given)
            assert "不是变更" in told.value.chinese
        assert store.version == 0


def test_for_no_act_nothing_is_recorded(tmp_path):
    region = park()
    assert region.apply() is region
    done = region.apply(c.confirm("M-44", on=ON))
    assert done.apply() is done
    assert done.apply().undo().history("members").equals(region.history("members"))
    assert not region.preview().written
    with rpb.open_store(tmp_path / "a.sqlite") as store:
        store.load(region)
        with pytest.raises(rpb.Refused, match="there is nothing to do") as told:
            store.apply()
        assert "没有要办理的变更" in told.value.chinese
        assert store.version == 0


# ---- done with what is there -----------------------------------------------------------------------


def test_merging_into_one_that_is_there_may_say_how_it_is_already():
    act = c.merge(["O-7"], into="O-4", name="甲公司支部", form="branch", on=ON)
    assert park().preview(act).written.keys() == park().preview(c.merge(["O-7"], into="O-4", on=ON)).written.keys()
    assert refused(c.merge(["O-7"], into="O-4", name="新名", on=ON))
    assert refused(c.merge(["O-7"], into="O-4", form="joint_branch", on=ON))


def test_a_division_keeps_its_parent_and_gets_another_code():
    act = c.move_division("330203002", under="330203", to="330203102", on=ON)
    assert park().apply(act).at(ON).table("divisions").filter(code="330203102").height == 1


def test_a_member_may_have_two_seats_of_a_kind_and_two_villages():
    region = park()
    region.preview(c.appoint("M-41", role="member", body="B-1", represents_unit="U-1", on=ON))
    region.preview(c.appoint("M-42", role="member", body="B-1", represents_organization="O-4", on=ON))
    region.preview(c.link("M-41", township="330203002", village="330203002001", on=ON))
    vacated = region.apply(c.vacate("S-5", on=ON))
    vacated.preview(c.appoint("M-41", role="member", body="B-1", represents_organization="O-4", on=ON))


def test_a_reference_to_a_unit_that_is_not_there_is_mended_by_forming_it():
    frames = {name: park().history(name) for name in park().frames}
    here = frames["organizations"].to_dicts()
    rows = [row | ({"regional_unit": "R-9"} if row["id"] == "O-7" else {}) for row in here]
    region = rpb.read(frames | {"organizations": rows}, at=ON)
    act = c.form_unit("R-9", name="甲", mode="trade", division="330203", hub="O-1", organizations=["O-7"], on=ON)
    assert region.preview(act).written
