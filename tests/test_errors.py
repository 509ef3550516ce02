"""What misuse raises."""

import pickle
import re
from random import Random

import pytest

import regionpb as rpb
import regionpb.contract
from regionpb.errors import RegionError, SourceError, UnknownName


def test_an_unknown_name_suggests_the_nearest():
    error = UnknownName("table", "organisations", ["organizations", "members"])
    assert error.suggestion == "organizations"
    assert str(error) == "no table named 'organisations'; did you mean 'organizations'?"


def test_nothing_near_nothing_suggested():
    assert str(UnknownName("table", "xyz", ["organizations"])) == "no table named 'xyz'"


def test_it_is_a_key_error_and_a_region_error():
    with pytest.raises(KeyError):
        raise UnknownName("rule", "Q001")
    assert issubclass(UnknownName, RegionError)


def test_it_survives_pickling():
    error = UnknownName("rule", "U04", ["U004"])
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_errors_speak_chinese_too():
    error = pickle.loads(pickle.dumps(UnknownName("table", "member", ["members"], "表")))
    assert (error.said("en"), error.said("zh")) == (str(error), "没有名为“member”的表；是不是指“members”？")
    copied = pickle.loads(pickle.dumps(SourceError("no folder", "没有文件夹")))
    assert (str(copied), copied.chinese, RegionError("only English").said("zh")) == (
        *("no folder", "没有文件夹", "only English"),
    )


MISUSES = {
    "an empty mapping": lambda _: rpb.read({}),
    "a number": lambda _: rpb.read(5),
    "an address": lambda _: rpb.read("mysql://here"),
    "no such path": lambda _: rpb.read("no/such/path"),
    "a file of another kind": lambda folder: rpb.read(folder / "readme.txt"),
    "a folder of other files": rpb.read,
    "an empty folder": lambda folder: rpb.read(folder / "empty"),
    "a path that is none": lambda _: rpb.read("a\0b"),
    "nothing that can be read": lambda _: rpb.read({"notes": {"a": [1]}}),
    "no day": lambda _: rpb.testing.minimal().at("someday"),
    "no table": lambda _: rpb.testing.minimal().table("membres"),
    "no organization": lambda _: rpb.testing.minimal().organization("O-99"),
    "no node": lambda _: rpb.testing.minimal().subordination.children("O-99"),
    "no relation": lambda _: rpb.testing.minimal().to_networkx("friendship"),
    "no rule": lambda _: rpb.rules["U999"],
    "no family": lambda _: rpb.testing.minimal().check(select=["Q"]),
    "no policy": lambda _: rpb.testing.minimal().check(policy="ningpo"),
    "no format": lambda folder: rpb.testing.minimal().write(folder / "out", format="docx"),
    "no report format": lambda folder: rpb.testing.minimal().check().save(folder / "report.docx"),
    "no place": lambda folder: rpb.testing.minimal().check().save(folder / "nowhere" / "report.html"),
    "tables from elsewhere": lambda folder: rpb.testing.minimal().write(folder / "full"),
    "no column": lambda _: rpb.contract.TABLES["units"].column("colour"),
    "an error found": lambda _: rpb.testing.minimal().plant([rpb.rules["O006"]], Random(0)).check().raise_for_errors(),
    "a fault planted by halves": lambda _: rpb.datasets.ningbo(0.001, faults={"O006": 1.5}),
}


@pytest.mark.parametrize("what", MISUSES)
def test_every_misuse_is_told_in_both_languages(what, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "units.csv").write_text("id\nU-1\n")
    (tmp_path / "readme.txt").write_text("nothing")
    with pytest.raises(RegionError) as told:
        MISUSES[what](tmp_path)
    assert not re.search(r"[\u4e00-\u9fff]", str(told.value).replace("甬东区机关党委", ""))
    assert re.search(r"[\u4e00-\u9fff]", told.value.chinese)
