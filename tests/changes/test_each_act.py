"""What each act writes, row by row, and what is said where it is refused: each_act.txt, to be read by people.

`python tests/changes/test_each_act.py` writes it anew; what is other then has to be read before it is believed.
"""

import inspect
from datetime import date
from pathlib import Path

import pytest

import regionpb as rpb
from changes.park import COUNTY, ON, STREET, VILLAGE, park, told
from regionpb import changes as c
from regionpb.testing.deeds import KINDS

FILE = Path(__file__).with_name("each_act.txt")
SECOND, BEFORE = "330203002", date(2012, 4, 1)

# ---- done ------------------------------------------------------------------------------------------

TWO_NEW = ["M-51", "M-52", "M-53"]
DONE = [
    c.establish("O-10", name="丁支部", form="branch", division=STREET, under="O-3", regional_unit="R-1", on=ON,
                units=["U-2"], members=TWO_NEW, function="general"),
    c.establish("O-10", name="丁党委", form="committee", division=COUNTY, on=ON, reason="示例"),
    c.establish("O-10", name="丁临时支部", form="temporary_branch", division=STREET, under="O-8", on=ON),
    c.dissolve("O-4", on=ON),
    c.dissolve("O-4", on=ON, reason="moved", into="O-7"),
    c.dissolve("O-3", on=ON, successor="O-8"),
    c.dissolve("O-5", on=ON),
    c.dissolve("O-7", on=ON),
    c.reestablish("O-6", members=["M-41", "M-42", "M-43"], on=ON),
    c.reestablish("O-6", members=TWO_NEW, on=ON, under="O-8", division=SECOND, reason="示例"),
    c.upgrade("O-3", form="committee", name="园区党委", on=ON),
    c.upgrade("O-7", form="general_branch", on=ON),
    c.downgrade("O-8", form="general_branch", on=ON),
    c.move("O-7", under="O-3", on=ON),
    c.absorb(["M-41", "M-71"], into="O-5", on=ON),
    c.incubate("U-2", on=ON),
    c.incubate("U-2", organization="O-11", under="O-3", on=ON),
    c.absorb(["M-41"], on=ON),
    c.incubate("U-2", organization="O-11", members=["M-51", "M-52", "M-53", "M-54"], name="乙支部", under="O-8", on=ON),
    c.form_unit("R-2", name="甬二商圈", mode="commercial_district", division=SECOND, hub="O-7", units=["U-3"], on=ON),
    c.form_unit("R-2", name="行业", mode="trade", division=COUNTY, hub="O-1", reservoir="O-7", organizations=["O-8"],
                on=ON),
    c.close_unit("R-1", on=ON),
    c.affiliate("O-5", regional_unit="R-1", on=ON),
    c.affiliate(unit="U-3", regional_unit="R-1", on=ON),
    c.leave("O-4", on=ON),
    c.leave(unit="U-2", on=ON),
    c.appoint("M-42", role="deputy_secretary", organization="O-4", part_time=True, on=ON),
    c.appoint("M-71", role="participant", body="B-1", represents_unit="U-3", represents_organization="O-7", seat="S-9",
              on=ON),
    c.vacate("S-5", on=ON),
    c.pair("O-5", "O-7", tasks=["resources", "hardship"], on=ON),
    c.pair("O-5", "O-7", pairing="P-9", on=ON),
    c.unpair("P-1", on=ON),
    c.link("M-71", township=SECOND, village=f"{SECOND}001", on=ON),
    c.link("M-71", township=SECOND, village=f"{SECOND}001", liaison="L-9", on=ON),
    c.merge(["O-4"], into="O-5", on=ON),
    c.merge(["O-5", "O-3"], into="O-8", on=ON),
    c.merge(["O-4", "O-7"], into="O-12", name="甲乙联合支部", form="joint_branch", on=ON, reason="示例"),
    c.merge(["O-7", "O-4"], into="O-4", on=ON),
    c.split("O-4", into={"O-4": ["M-41"], "O-13": ["M-42", "U-1"]}, rest="O-4", on=ON),
    c.split("O-4", into={"O-14": ["M-41"], "O-15": ["M-42"]}, rest="O-15", names={"O-15": "甲公司二支部"}, on=ON),
    c.split("O-1", into={"O-1": ["O-3", "O-7"], "O-16": ["O-8", "O-2"]}, rest="O-1", on=ON),
    c.rename_division(STREET, name="甬新街道", on=ON),
    c.recode_division(SECOND, to="330203102", name="甬二镇", on=ON),
    c.move_division(SECOND, under="330205", on=ON),
    c.move_division(SECOND, under="330205", to="330205009", on=ON),
    c.merge_divisions([SECOND], into=STREET, name="甬合街道", recode={f"{SECOND}001": "330203001002"}, on=ON),
    c.merge_divisions([SECOND, STREET], into="330203009", name="甬九街道", recode={f"{SECOND}001": "330203009002"},
                      on=ON),
    c.split_division(COUNTY, into={COUNTY: [], "330206": [SECOND]}, rest=COUNTY, names={"330206": "甬南区"}, on=ON),
    c.split_division(COUNTY, into={"330206": [SECOND], "330207": []}, rest="330207", on=ON),
    c.admit("M-9", organization="O-4", unit="U-1", birth_year=1990, on=ON),
    c.admit("M-9", organization="O-4", entry="moved_in", status="full", on=ON),
    c.admit("M-6", organization="O-4", entry="restored", status="full", on=ON),
    c.confirm("M-44", on=ON),
    c.transfer("M-41", to="O-5", on=ON),
    c.float_("M-41", host="O-7", on=ON),
    c.float_("M-41", on=ON),
    c.float_("M-41", host="O-7", stage="managed", on=ON),
    c.return_("M-54", on=ON),
    c.close_member("M-41", exit="died", on=ON),
]  # fmt: skip

# ---- refused ---------------------------------------------------------------------------------------

REFUSED = [
    c.establish("O-10", name="丁支部", form="branch", division=STREET, under="O-3", on=ON, members=["M-51", "M-44"]),
    c.establish("O-10", name="丁支部", form="temporary_branch", division=STREET, on=ON),
    c.establish("O-10", name="丁支部", form="temporary_branch", division=STREET, under="O-7", on=ON),
    c.establish("O-10", name="丁总支", form="general_branch", division=STREET, under="O-3", on=ON),
    c.establish("O-10", name="丁支部", form="temporary_branch", division=STREET, under="O-8", regional_unit="R-1",
                on=ON),
    c.establish("O-10", name="丁支部", form="temporary_branch", division=SECOND, under="O-3", regional_unit="R-1",
                on=ON),
    c.establish("O-10", name="丁支部", form="temporary_branch", division=STREET, under="O-3", units=["U-1"], on=ON),
    c.establish("O-6", name="丁党委", form="committee", division=STREET, on=ON),
    c.establish("O-10", name="丁支部", form="temporary_branch", division=STREET, under="O-9", on=ON),
    c.dissolve("O-3", on=ON),
    c.dissolve("O-3", successor="O-3", on=ON),
    c.dissolve("O-3", successor="O-7", on=ON),
    c.dissolve("O-3", successor="O-1", on=ON),
    c.dissolve("O-3", successor="O-4", on=ON),
    c.dissolve("O-4", successor="O-5", on=ON),
    c.dissolve("O-4", into="O-4", on=ON),
    c.dissolve("O-1", on=ON),
    c.dissolve("O-6", on=ON),
    c.reestablish("O-4", on=ON),
    c.reestablish("O-99", on=ON),
    c.reestablish("O-6", members=["M-41", "M-42"], on=ON),
    c.reestablish("O-6", members=TWO_NEW, division="330299", on=ON),
    c.split("O-3", into={"O-3": ["O-4"], "O-16": ["O-5"]}, on=ON),
    c.move("O-5", under="O-8", on=ON),
    c.establish("O-10", name="丁联合支部", form="joint_branch", division=STREET, under="O-3", on=ON, units=["U-2"],
                members=TWO_NEW),
    c.establish("O-10", name="丁支部", form="branch", division=STREET, under="O-3", on=ON, units=["U-2", "U-3"],
                members=TWO_NEW),
    c.incubate("U-2", members=["M-41", "M-42", "M-43"], on=ON),
    c.float_("M-54", on=ON),
    c.upgrade("O-4", form="general_branch", on=ON),
    c.upgrade("O-8", form="branch", on=ON),
    c.downgrade("O-4", form="general_branch", on=ON),
    c.downgrade("O-3", form="branch", on=ON),
    c.move("O-1", under="O-3", on=ON),
    c.move("O-4", under="O-8", on=ON),
    c.move("O-8", under="O-3", on=ON),
    c.absorb(["M-41"], into="O-9", on=ON),
    c.absorb(["M-41", "M-51"], into="O-5", on=ON),
    c.incubate("U-1", on=ON),
    c.incubate("U-3", on=ON),
    c.incubate("U-3", under="O-8", on=ON),
    c.incubate("U-2", under="O-7", on=ON),
    c.incubate("U-2", organization="O-6", on=ON),
    c.form_unit("R-1", name="甬新", mode="park", division=STREET, hub="O-8", on=ON),
    c.form_unit("R-2", name="甬新", mode="park", division=STREET, hub="O-3", on=ON),
    c.form_unit("R-2", name="甬新", mode="park", division=STREET, hub="O-4", on=ON),
    c.form_unit("R-2", name="甬新", mode="park", division=STREET, hub="O-7", on=ON),
    c.form_unit("R-2", name="甬新", mode="park", division=STREET, hub="O-8", reservoir="O-7", on=ON),
    c.affiliate("O-8", regional_unit="R-1", on=ON),
    c.affiliate("O-7", regional_unit="R-1", on=ON),
    c.affiliate(unit="U-9", regional_unit="R-1", on=ON),
    c.leave("O-5", on=ON),
    c.appoint("M-42", role="secretary", organization="O-4", on=ON),
    c.appoint("M-42", role="member", organization="O-5", seat="S-4", on=ON),
    c.pair("O-5", "O-5", on=ON),
    c.pair("O-7", "O-4", on=ON),
    c.link("M-71", township=COUNTY, village=SECOND, on=ON),
    c.link("M-71", township=SECOND, village=VILLAGE, on=ON),
    c.merge(["O-5"], into="O-5", on=ON),
    c.merge(["O-1"], into="O-3", on=ON),
    c.merge(["O-3"], into="O-7", on=ON),
    c.split("O-4", into={"O-4": ["M-41"], "O-13": ["M-42"]}, on=ON),
    c.split("O-4", into={"O-4": ["M-41"], "O-13": ["M-41"]}, rest="O-4", on=ON),
    c.split("O-4", into={"O-4": ["M-71"], "O-13": []}, rest="O-4", on=ON),
    c.split("O-4", into={"O-4": ["M-41"]}, rest="O-13", on=ON),
    c.split("O-3", into={"O-4": (), "O-13": ()}, rest="O-13", on=ON),
    c.split("O-1", into={"O-1": (), "O-4": ["O-3"]}, rest="O-1", on=ON),
    c.rename_division(SECOND, name="甬一街道", on=ON),
    c.rename_division(VILLAGE, name="甬一村委会", on=ON),
    c.recode_division(SECOND, to="3302", on=ON),
    c.recode_division(SECOND, to="330205001", on=ON),
    c.recode_division(SECOND, to=STREET, on=ON),
    c.move_division(COUNTY, under=STREET, on=ON),
    c.move_division(VILLAGE, under=SECOND, on=ON),
    c.move_division(VILLAGE, under=SECOND, to=f"{SECOND}002", on=ON),
    c.move_division(SECOND, under="3302", on=ON),
    c.merge_divisions([STREET], into=STREET, on=ON),
    c.merge_divisions([SECOND], into=STREET, on=ON),
    c.merge_divisions([SECOND], into="330203009", on=ON),
    c.merge_divisions([SECOND], into="330205", on=ON),
    c.merge_divisions([SECOND], into=STREET, recode={VILLAGE: "330203001009"}, on=ON),
    c.split_division(SECOND, into={SECOND: [], "330203009": [f"{SECOND}001"]}, rest=SECOND, on=ON),
    c.split_division(SECOND, into={SECOND: []}, rest="330203009", on=ON),
    c.split_division(SECOND, into={SECOND: [VILLAGE]}, rest=SECOND, on=ON),
    c.admit("M-41", organization="O-4", on=ON),
    c.admit("M-6", organization="O-4", on=ON),
    c.admit("M-6", organization="O-4", entry="restored", on=date(2009, 6, 1)),
    c.admit("M-9", organization="O-4", entry="restored", on=ON),
    c.admit("M-9", organization="O-4", birth_year=1999, on=ON),
    c.admit("M-9", organization="O-9", on=ON),
    c.merge(["O-7"], into="O-4", name="新名", form="joint_branch", on=ON),
    c.split("O-4", into={"O-4": ["M-41"]}, rest="O-4", on=ON),
    c.split_division(SECOND, into={SECOND: []}, rest=SECOND, on=ON),
    c.rename_division(SECOND, name="甬二街道", on=ON),
    c.recode_division(SECOND, to=SECOND, on=ON),
    c.move_division(SECOND, under=COUNTY, on=ON),
    c.move_division(SECOND, under=SECOND, on=ON),
    c.move("O-7", under="O-1", on=ON),
    c.move("O-7", under="O-7", on=ON),
    c.move("O-7", under="O-9", on=ON),
    c.form_unit("R-2", name="甬新", mode="park", division=STREET, hub="O-9", on=ON),
    c.affiliate("O-9", regional_unit="R-1", on=ON),
    c.affiliate("O-4", regional_unit="R-1", on=ON),
    c.affiliate(unit="U-2", regional_unit="R-1", on=ON),
    c.appoint("M-41", role="secretary", organization="O-4", on=ON),
    c.appoint("M-41", role="member", body="B-1", represents_organization="O-4", on=ON),
    c.link("M-41", township=STREET, village=VILLAGE, on=ON),
    c.establish("O-10", name="丁支部", form="branch", division=STREET, under="O-3", on=ON,
                members=["M-51", "M-52", "M-53", "M-51"]),
    c.establish("O-10", name="丁支部", form="temporary_branch", division=STREET, under="O-3", on=ON,
                units=["U-2", "U-2"]),
    c.incubate("U-2", members=["M-51", "M-52", "M-53", "M-51"], on=ON),
    c.absorb(["M-41", "M-41"], into="O-5", on=ON),
    c.merge(["O-7", "O-7"], into="O-4", on=ON),
    c.merge_divisions([SECOND, SECOND], into=STREET, on=ON),
    c.form_unit("R-2", name="甬新", mode="trade", division=STREET, hub="O-8", units=["U-3", "U-3"], on=ON),
    c.confirm("M-41", on=ON),
    c.confirm("M-44", on=date(2011, 7, 1)),
    c.transfer("M-41", to="O-9", on=ON),
    c.transfer("M-41", to="O-6", on=ON),
    c.transfer("M-41", to="O-4", on=ON),
    c.transfer("M-41", to="O-5", letter="T-9", on=ON),
    c.return_("M-41", on=ON),
]  # fmt: skip

# ---- one after another -----------------------------------------------------------------------------

LATER = [  # what was done before, and what is refused then
    (c.transfer("M-41", to="O-5", on=ON), c.transfer("M-41", to="O-7", on=ON)),
    (c.transfer("M-41", to="O-5", on=ON), c.close_member("M-41", exit="died", on=ON)),
    (c.transfer("M-41", to="O-5", on=ON), c.close_member("M-41", exit="died", on=BEFORE)),
    (c.leave("O-4", on=ON), c.dissolve("O-4", on=ON)),
    (c.leave("O-4", on=ON), c.dissolve("O-4", on=BEFORE)),
    (c.dissolve("O-7", on=ON), c.transfer("M-41", to="O-7", on=BEFORE)),
    (c.dissolve("O-7", on=ON), c.dissolve("O-7", on=BEFORE)),
    (c.dissolve("O-7", on=ON), c.affiliate("O-7", regional_unit="R-1", on=ON)),
    (
        c.recode_division(SECOND, to="330203102", on=ON),
        c.establish("O-10", name="丁党委", form="committee", division=SECOND, on=BEFORE),
    ),
    (c.admit("M-9", organization="O-4", on=ON), c.admit("M-9", organization="O-4", on=BEFORE)),
    (
        c.appoint("M-42", role="secretary", organization="O-5", on=ON),
        c.appoint("M-43", role="secretary", organization="O-5", on=BEFORE),
    ),
]


def done(acts, policy="ningbo"):
    """What acts write, or why one of them is refused."""
    try:
        yield from told(park().preview(*acts, policy=policy))
    except (rpb.Refused, rpb.UnknownName) as error:
        codes = ", ".join(getattr(error, "codes", ())) or "no code"
        yield f"refused ({codes}): {error}"
        yield f"不能办理：{error.chinese}"
        yield from (f"instead: {act.said.en}" for act in getattr(error, "instead", ()))


def section(*acts, policy="ningbo"):
    """An entry of the file."""
    head = [f"## {act.said.en} | {act.said.zh}" for act in acts]
    return "\n".join([*head, f"# {policy}", *(f"  {line}" for line in done(acts, policy))])


FALLS = [c.dissolve("O-4", on=ON), c.dissolve("O-7", on=ON), c.merge(["O-4"], into="O-5", on=ON)]
SECTIONS = [
    *(section(act) for act in DONE),
    *(section(act, policy="national") for act in FALLS),
    *(section(act) for act in REFUSED),
    *(section(*acts) for acts in LATER),
]


def test_everything_is_as_it_was_read():
    kept = FILE.read_text("utf-8").split("\n\n")
    assert len(kept) == len(SECTIONS)
    for was, now in zip(kept, SECTIONS, strict=True):
        assert now == was.rstrip("\n")


def test_every_act_is_there():
    assert {act.act for act in DONE} == {*KINDS}
    text = FILE.read_text("utf-8")
    assert text.count("refused (") == len(REFUSED) + len(LATER)


# ---- what they are made of -------------------------------------------------------------------------

SAMPLES = {
    "birth_year": 1990, "body": "B-1", "code": "330203", "codes": ["330203"], "division": "330203", "entry": "restored",
    "exit": "died", "holder": "M-1", "host": "O-7", "hub": "O-1", "leader": "M-2", "left": "O-1", "letter": "T-1",
    "liaison": "L-1", "member": "M-3", "members": ["M-4"], "mode": "park", "name": "甲", "names": {"O-8": "乙"},
    "on": ON, "organization": "O-2", "organizations": ["O-3"], "pairing": "P-1", "part_time": True, "reason": "示例",
    "recode": {"1": "2"}, "regional_unit": "R-1", "represents_organization": "O-4", "represents_unit": "U-1",
    "reservoir": "O-5", "rest": "O-9", "right": "O-6", "role": "member", "seat": "S-1", "stage": "managed",
    "status": "full", "successor": "O-8", "tasks": ["talent"], "to": "O-9", "township": "330203001", "under": "O-10",
    "unit": "U-2", "units": ["U-3"], "village": "330203001001", "form": "branch", "function": "general",
}  # fmt: skip
OTHERWISE = {
    "dissolve": {"reason": "moved"},
    "split": {"into": {"O-8": ["M-1"]}},
    "split_division": {"into": {"1": ["2"]}},
}
ONE_OF = {"affiliate": ("organization", "unit"), "leave": ("organization", "unit"), "appoint": ("organization", "body")}
MADE = [
    (name, without) for name in vars(c) if name.rstrip("_") in KINDS for without in ONE_OF.get(name.rstrip("_"), [None])
]


@pytest.mark.parametrize(("name", "without"), MADE)
def test_nothing_that_is_said_of_an_act_is_lost(name, without):
    make = getattr(c, name)
    given = {
        one: OTHERWISE.get(name, {}).get(one, "O-11" if one == "into" else SAMPLES.get(one))
        for one in inspect.signature(make).parameters
        if one != without
    }
    assert None not in given.values()
    act = make(**given)
    kept = act.model_dump(mode="json") | ({"reason": act.end_reason} if name == "dissolve" else {})
    assert {one: kept[one] for one in given} == given | {"on": str(ON)}
    for one in given:
        optional = inspect.signature(make).parameters[one].default is not inspect.Parameter.empty
        if optional and one not in {"status", "entry", "reason", *ONE_OF.get(name, ())}:
            less = {other: said for other, said in given.items() if other != one}
            assert make(**less) != act


if __name__ == "__main__":
    FILE.write_text("\n\n".join(SECTIONS) + "\n", "utf-8")
