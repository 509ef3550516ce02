"""What became of Ningbo's districts in October 2016, replayed on real divisions: acts lead from before to after."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

import regionpb as rpb
from regionpb import changes

ON = date(2016, 10, 1)
AFTER = pl.read_parquet(Path(rpb.datasets.__file__).with_name("divisions-ningbo-2023.parquet"))
COUNTIES = ["330203", "330212", "330213"]
KNOWN = AFTER.filter(pl.col("code").is_in([*COUNTIES, "3302"]) | pl.col("parent").is_in(COUNTIES))

JIANGDONG = {f"330204{n:03}": f"330212{n + 7:03}" for n in range(1, 9)}
"""The streets of Jiangdong, which ended: they come behind those that Yinzhou had."""
TO_HAISHU = {
    "330212003": "330203009",
    **{f"330212{n:03}": f"330203{n - 20:03}" for n in range(120, 127)},
    "330212200": "330203200",
}
"""A street, towns and a rural township that went from Yinzhou to Haishu; the codes they had are made up."""


def before():
    """The divisions of three districts and a city before: today's, with the names, codes and parents taken back."""
    codes = {new: old for old, new in (JIANGDONG | TO_HAISHU).items()}
    rows = []
    for row in KNOWN.select("code", "name", "level", "parent").rows(named=True):
        code = codes.get(row["code"], row["code"].replace("330213", "330283"))
        name = "奉化市" if code == "330283" else row["name"]
        rows.append(
            {"code": code, "name": name, "level": row["level"], "parent": code[:6] if len(code) == 9 else row["parent"]}
        )
    rows.append({"code": "330204", "name": "江东区", "level": "county", "parent": "3302"})
    return [row | {"parent": None} if row["code"] == "3302" else row for row in rows]


def region():
    organizations = [
        {"id": "O-1", "name": "市委", "form": "committee", "division": "3302", "approved": True},
        {
            "id": "O-2",
            "name": "江东区委",
            "form": "committee",
            "division": "330204",
            "superior": "O-1",
            "approved": True,
        },
        {
            "id": "O-3",
            "name": "百丈街道党工委",
            "form": "working_committee",
            "division": "330204001",
            "superior": "O-2",
        },
        {"id": "O-4", "name": "高桥镇党委", "form": "committee", "division": "330212120", "superior": "O-1"},
        {"id": "O-5", "name": "溪口镇党委", "form": "committee", "division": "330283100", "superior": "O-1"},
    ]
    return rpb.read({"divisions": before(), "organizations": organizations}, at="2016-09-30")


ACTS = [
    changes.merge_divisions(["330204"], into="330212", recode=JIANGDONG, on=ON),
    *(changes.move_division(code, under="330203", to=to, on=ON) for code, to in TO_HAISHU.items()),
    changes.recode_division("330283", to="330213", name="奉化区", on=ON),
]


def told(region):
    return {(row["code"], row["name"], row["parent"]) for row in region.table("divisions").rows(named=True)}


def test_the_divisions_of_before_become_those_of_after():
    old = region()
    assert not old.check(select=["D", "E"]).findings
    new = old.apply(*ACTS).at(ON)
    assert told(new) == {
        (row["code"], row["name"], None if row["code"] == "3302" else row["parent"]) for row in KNOWN.rows(named=True)
    }
    assert not new.check(select=["D", "E", "O019", "U011"]).findings
    assert told(new.at("2016-09-30")) == told(old)


def test_what_lies_in_them_goes_along():
    plan = region().preview(*ACTS)
    after = region().apply(*ACTS).at(ON)
    homes = dict(after.table("organizations").select("id", "division").rows())
    assert homes == {"O-1": "3302", "O-2": "330212", "O-3": "330212008", "O-4": "330203100", "O-5": "330213100"}
    crosswalk = {before: after for _, before, after in plan.crosswalk.rows()}
    assert crosswalk["330204"] == "330212"
    assert crosswalk["330204001"] == "330212008"
    assert crosswalk["330283100"] == "330213100"
    assert crosswalk.items() >= TO_HAISHU.items()


@pytest.mark.parametrize(
    ("act", "codes"),
    [
        (changes.merge_divisions(["330204"], into="330212", on=ON), ()),  # the streets of both have the same digits
        (changes.rename_division("330204001", name="东胜街道", on=ON), ("D006",)),
        (changes.move_division("330204001", under="3302", on=ON), ("D003",)),
        (changes.move_division("330204001", under="330212", to="330203010", on=ON), ("D004",)),
        (changes.move_division("3302", under="330204", on=ON), ("D002",)),
        (changes.recode_division("330204", to="3302041", on=ON), ("E009",)),
        (changes.recode_division("330204", to="330212", on=ON), ()),
        (changes.merge_divisions(["330204"], into="330212001", on=ON), ()),
        (changes.merge_divisions(["330204"], into="330299", on=ON), ()),
        (changes.split_division("330204", into={"330299": ["330203001"]}, rest="330299", on=ON), ()),
        (changes.split_division("330204", into={"330299": []}, rest="330298", on=ON), ()),
    ],
)
def test_what_cannot_be_is_refused(act, codes):
    with pytest.raises(rpb.Refused) as told:
        region().apply(act)
    assert told.value.codes == codes
    assert told.value.chinese != str(told.value)


def test_a_division_is_split_and_what_is_not_listed_goes_with_the_rest():
    act = changes.split_division(
        "330204",
        into={"330298": ["330204001", "330204002"], "330299": []},
        rest="330299",
        names={"330298": "东一区", "330299": "东二区"},
        on=ON,
    )
    after = region().apply(act).at(ON)
    assert "330204" not in after.table("divisions")["code"]
    parents = dict(after.table("divisions").select("code", "parent").rows())
    assert [code for code, parent in parents.items() if parent == "330298"] == ["330298001", "330298002"]
    assert len([code for code, parent in parents.items() if parent == "330299"]) == 6
    homes = dict(after.table("organizations").select("id", "division").rows())
    assert (homes["O-2"], homes["O-3"]) == ("330299", "330298001")
    assert not after.check(select=["D", "E"]).findings
