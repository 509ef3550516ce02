"""What misuse raises."""

import ast
import copy
import errno
import pickle
import re
from pathlib import Path
from random import Random

import pytest

import regionpb as rpb
import regionpb.contract
from regionpb.errors import FindingsError, PolicyError, RegionError, SourceError, UnknownName, why_zh
from regionpb.io.template import write_template
from regionpb.policies import read_policy
from regionpb.rules.planting.sheet import Unplantable


def test_an_unknown_name_suggests_the_nearest():
    error = UnknownName("table", "organisations", ["organizations", "members"])
    assert error.suggestion == "organizations"
    assert str(error) == "no table named 'organisations'; did you mean 'organizations'?"


@pytest.mark.parametrize(
    ("known", "told", "told_zh"),
    [
        (["organizations"], "there is organizations", "现有organizations"),
        ([f"名{i}" for i in range(20)], "there are 名0, 名1, ", "现有名0、名1、"),
        ([], "there is none at all", "目前一个也没有"),
    ],
)
def test_where_nothing_is_near_what_there_is_is_shown(known, told, told_zh):
    error = UnknownName("table", "xyz", known, "表")
    assert str(error).startswith(f"no table named 'xyz'; {told}")
    assert error.chinese.startswith(f"没有名为“xyz”的表；{told_zh}")
    assert ("…" in str(error)) == ("……" in error.chinese) == (len(known) > 12)
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.chinese, again.suggestion) == (str(error), error.chinese, None)


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


KINDS = [RegionError, SourceError, PolicyError, FindingsError, Unplantable]


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])
@pytest.mark.parametrize(
    "error", [*(kind("en", "中文") for kind in KINDS), UnknownName("rule", "U04", ["U004"], "规则")]
)
def test_both_languages_survive_being_sent(again, error):
    sent = again(error)
    assert (type(sent), str(sent), sent.chinese) == (type(error), str(error), error.chinese)
    assert len(error.args) == 1


NEEDED = {**{kind.__name__: 2 for kind in KINDS}, "Misuse": 2, "UnknownName": 4}


def calls_of_errors():
    for path in sorted(Path(rpb.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NEEDED:
                yield f"{path.name}:{node.lineno}", node


def test_wherever_an_error_is_made_it_is_made_in_both_languages():
    calls = dict(calls_of_errors())
    assert len(calls) > 50
    english_only = [
        place
        for place, call in calls.items()
        if len(call.args) < NEEDED[call.func.id] and not any(isinstance(given, ast.Starred) for given in call.args)
    ]
    assert english_only == []


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (OSError(errno.ENOENT, "No such file or directory"), "没有这个文件或文件夹"),
        (PermissionError("as polars raises it"), "没有权限，或正被其他程序占用"),
        (OSError(errno.EROFS, "Read-only file system"), "所在磁盘只能读取，不能写入"),
        (OSError(errno.ECONNRESET, "Connection reset"), "Connection reset"),
        (OSError("of no number"), "of no number"),
        (RecursionError(), "嵌套层次过多"),
        (UnicodeDecodeError("utf-8", b"ab\xff", 2, 3, "invalid start byte"), "第 3 个字节起不是 UTF-8 编码"),
        (ValueError("something else"), "something else"),
    ],
)
def test_why_a_file_cannot_be_read(error, why):
    assert why_zh(error) == why


def settings(text):
    def read(folder):
        (folder / "full" / "regionpb.toml").write_text(text, "utf-8")
        rpb.read(folder / "full")

    return read


def policy(text):
    def read(folder):
        (folder / "ours.toml").write_text(text, "utf-8")
        read_policy(folder / "ours.toml", codes=rpb.rules)

    return read


# What each does, and the value that is at fault, which both languages show.
MISUSES = {
    "an empty mapping": (lambda _: rpb.read({}), "{'divisions': frame"),
    "a number": (lambda _: rpb.read(5), "int"),
    "an address": (lambda _: rpb.read("mysql://here"), "mysql"),
    "no such path": (lambda _: rpb.read("no/such/path"), "no/such/path"),
    "a path too long": (lambda _: rpb.read("long" * 1000), "longlong"),
    "a file of another kind": (lambda folder: rpb.read(folder / "readme.txt"), "readme.txt"),
    "a folder of other files": (rpb.read, "readme.txt"),
    "an empty folder": (lambda folder: rpb.read(folder / "empty"), "empty"),
    "a path that is none": (lambda _: rpb.read("a\0b"), "a\0b"),
    "nothing that can be read": (lambda _: rpb.read({"notes": {"a": [1]}}), "notes"),
    "settings of no day": (settings('day = "soon"'), "'soon'"),
    "settings of no policy": (settings("policy = 3"), "policy = 3"),
    "settings not known": (settings("colour = 1"), "colour"),
    "settings of no file names": (settings("written = 3"), "written = 3"),
    "settings of no columns": (settings("columns = 3"), "columns"),
    "settings of no table": (settings("[columns.nothing]"), "columns.nothing"),
    "settings of no such column": (settings('[columns.units]\n"名" = "colour"'), "'colour'"),
    "settings that are no TOML": (settings("day = = 3"), "regionpb.toml"),
    "settings of a policy that is not there": (settings('policy = "ningpo"'), "ningpo"),
    "a policy of no such key": (policy("lable = 3"), "lable = 3"),
    "a policy for no rule": (policy('[[switches.Q001]]\non = true\nnorm = "x"'), "Q001"),
    "a policy of two faults": (policy("lable = 3\nname = 4"), "name = 4"),
    "a policy that is no TOML": (policy("a = = 1"), "ours.toml"),
    "no day": (lambda _: rpb.testing.minimal().at("someday"), "someday"),
    "no table": (lambda _: rpb.testing.minimal().table("membres"), "membres"),
    "no organization": (lambda _: rpb.testing.minimal().organization("O-99"), "O-99"),
    "no node": (lambda _: rpb.testing.minimal().subordination.children("O-99"), "O-99"),
    "no relation": (lambda _: rpb.testing.minimal().to_networkx("friendship"), "friendship"),
    "no rule": (lambda _: rpb.rules["U999"], "U999"),
    "no family": (lambda _: rpb.testing.minimal().check(select=["Q"]), "Q"),
    "no policy": (lambda _: rpb.testing.minimal().check(policy="ningpo"), "ningpo"),
    "no format": (lambda folder: rpb.testing.minimal().write(folder / "out", format="docx"), "docx"),
    "no report format": (lambda folder: rpb.testing.minimal().check().save(folder / "report.docx"), ".docx"),
    "no place": (lambda folder: rpb.testing.minimal().check().save(folder / "nowhere" / "report.html"), "nowhere"),
    "no place for a workbook": (lambda folder: rpb.testing.minimal().write(folder / "a.xlsx", format="xlsx"), "a.xlsx"),
    "a template that is there": (lambda folder: write_template("units", folder / "readme.txt"), "readme.txt"),
    "no place for a template": (lambda folder: write_template("units", folder / "no" / "units.xlsx"), "units.xlsx"),
    "tables from elsewhere": (lambda folder: rpb.testing.minimal().write(folder / "full"), "units.csv"),
    "no column": (lambda _: rpb.contract.TABLES["units"].column("colour"), "colour"),
    "an error found": (
        lambda _: rpb.testing.minimal().plant([rpb.rules["O006"]], Random(0)).check().raise_for_errors(),
        "O006",
    ),
    "a fault planted by halves": (lambda _: rpb.datasets.ningbo(0.001, faults={"O006": 1.5}), "1.5"),
    "a fault not asked for": (lambda _: rpb.datasets.ningbo(0.001, faults={"R008": 1}), "R008"),
}


@pytest.mark.parametrize("what", MISUSES)
def test_every_misuse_is_told_in_both_languages(what, tmp_path):
    misuse, value = MISUSES[what]
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.xlsx").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "units.csv").write_text("id\nU-1\n")
    (tmp_path / "readme.txt").write_text("nothing")
    with pytest.raises(RegionError) as told:
        misuse(tmp_path if what != "a folder of other files" else with_only_a_readme(tmp_path / "empty"))
    english, chinese = str(told.value), told.value.chinese
    assert not re.search(r"[\u4e00-\u9fff]", re.sub("甬东区机关党委|名", "", english))
    assert re.search(r"[\u4e00-\u9fff]", chinese)
    assert value in chinese
    assert not re.search(r"\b(is|not|no such|there|cannot|write|of)\b", chinese.replace(str(tmp_path), ""))


def with_only_a_readme(folder):
    (folder / "readme.txt").write_text("nothing")
    return folder
