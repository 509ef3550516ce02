import pickle
import re
from datetime import date
from pathlib import Path

import pytest

from regionpb.errors import PolicyError
from regionpb.policies import read_policy

TODAY = date(2026, 1, 1)


@pytest.fixture
def write(tmp_path):
    def write(text: str | bytes, name: str = "ours.toml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def faults(path, **options) -> list[str]:
    with pytest.raises(PolicyError) as caught:
        read_policy(path, **options)
    lines, lines_zh = str(caught.value).splitlines(), caught.value.chinese.splitlines()
    for line, line_zh in zip(lines, lines_zh, strict=True):
        if ": " in line:  # a fault, not the head above several
            problem, _, hint = line_zh.rpartition("；")
            assert [bool(re.search(r"[\u4e00-\u9fff]", part)) for part in (problem, hint)] == [True, True]
    return lines[1:] if len(lines) > 1 else lines


OURS = """
extends = "ningbo"
label = "Ours"
label_zh = "我们的"

[[parameters.largest_branch.values]]
value = 40
from = 2027-01-01
norm = "Our decision"
norm_zh = "本会决定"

[[parameters.largest_branch.values]]
value = 45
to = 2027-01-01
norm = "Our decision"

[parameters.street_minimum]
label = "fewest branches of a street"
unit = "count"
values = [{ value = 2, norm = "Our decision" }]

[[switches.P004]]
on = false
norm = "Tasks are kept elsewhere"
"""


def test_a_file_extends_what_ships(write):
    policy = read_policy(write(OURS))
    assert (policy.name, policy.label, policy.label_zh) == ("ours", "Ours", "我们的")
    now = policy.at(TODAY)
    assert now.parameters["largest_branch"] == 45
    assert policy.at(date(2027, 1, 1)).parameters["largest_branch"] == 40
    assert now.parameters["committee_from"] == 100
    assert now.parameters["street_minimum"] == 2
    assert (now.is_on("P004"), now.is_on("R003"), now.is_on("R008")) == (False, True, False)


def test_an_override_keeps_label_and_unit_and_may_do_without_chinese(write):
    parameter = read_policy(write(OURS)).parameters["largest_branch"]
    assert (parameter.label_zh, parameter.unit) == ("党支部最多党员数", "people")
    assert [value.value for value in parameter.values] == [45, 40]  # in the order of time
    assert parameter.values[0].norm_zh == "Our decision"


def test_a_file_extends_another_by_a_path_relative_to_itself(write):
    write(OURS, "base/ours.toml")
    write('extends = "../base/ours.toml"\nname = "second"', "second/second.toml")
    path = write('extends = "second/second.toml"', "third.toml")
    policy = read_policy(str(path))
    assert (policy.name, policy.label) == ("third", "third")
    assert policy.at(TODAY).parameters["street_minimum"] == 2


def test_a_file_may_be_named_like_a_policy_that_ships(write):
    path = write('extends = "ningbo"\ndescription = "x"', "ningbo.toml")
    assert read_policy(path).description == "x"


def test_a_file_may_stand_alone_and_be_empty(write):
    policy = read_policy(write(b"\xef\xbb\xbf"))
    assert not policy.parameters
    assert policy.at(TODAY).frame().columns == ["day"]


def test_a_measured_parameter_stays_a_float(write):
    path = write(
        'extends = "national"\n[parameters.community_secretary_pay_ratio]\nvalues = [{ value = 2, norm = "x" }]'
    )
    assert isinstance(read_policy(path).at(TODAY).parameters["community_secretary_pay_ratio"], float)


def test_a_policy_can_be_sent_to_another_process(write):
    policy = read_policy(write(OURS))
    assert pickle.loads(pickle.dumps(policy)) == policy


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ningpo", "ningpo: no such policy; did you mean 'ningbo'?"),
        ("xyz", "xyz: no such policy; known are 'ningbo' or 'national'"),
        ("nowhere.toml", "nowhere.toml: no such file; check the path"),
        ("no/where", "no/where: no such file; check the path"),
    ],
)
def test_a_policy_that_is_not_there(name, expected):
    (fault,) = faults(name)
    assert fault.startswith(expected)


def test_a_folder_is_no_policy(tmp_path):
    (fault,) = faults(tmp_path)
    assert "a folder, no file" in fault


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = = 1", "not TOML: Invalid value (at line 1, column 5); "),
        ("x = " + "[" * 100_000, "not TOML: "),
        ("x = " + "9" * 5_000, "not TOML: "),
        ("名称 = 1", "not TOML: "),
        ("# 宁波".encode("gb18030"), "byte 2 is not UTF-8; save the file as UTF-8"),
        (bytes(range(256)), "not UTF-8"),
        ("\0", "not TOML: "),
    ],
)
def test_what_is_no_toml(write, text, expected):
    (fault,) = faults(write(text))
    assert expected in fault


def parameter(values: str, name: str = "largest_branch", more: str = "") -> str:
    return f'extends = "national"\n[parameters.{name}]\n{more}\nvalues = {values}'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('lable = "x"', "lable = 'x': no such key; did you mean 'label'?"),
        ("zzz = 1", "zzz = 1: no such key; known are extends, name, label"),
        ("name = 3", "name = 3: not text; write it in quotes"),
        ('name = ""', "name = '': empty"),
        ("parameters = 1", "parameters = 1: not a table; "),
        ("parameters.largest_branch = 3", "parameters.largest_branch = 3: not a table"),
        (parameter("3"), "parameters.largest_branch.values = 3: not a list"),
        (parameter("[]"), "parameters.largest_branch.values = []: an empty list"),
        (parameter("[3]"), "parameters.largest_branch.values[0] = 3: not a table"),
        (parameter("[{ value = 3 }]"), "values[0].norm = {'value': 3}: a key is missing; add it: every value"),
        (parameter('[{ value = "3", norm = "x" }]'), "values[0].value = '3': not a number"),
        (parameter('[{ value = true, norm = "x" }]'), "values[0].value = True: not a number"),
        (parameter('[{ value = nan, norm = "x" }]'), "values[0].value = nan: not a finite number"),
        (parameter('[{ value = -1, norm = "x" }]'), "values[0].value = -1: negative"),
        (parameter('[{ value = 1e30, norm = "x" }]'), "values[0].value = 1e+30: too large"),
        (parameter(f'[{{ value = {10**400}, norm = "x" }}]'), "values[0].value = 1000"),
        (parameter('[{ value = 2.5, norm = "x" }]'), "values[0].value = 2.5: people are counted; write a whole number"),
        (
            parameter('[{ value = 3, norm = "x", form = 2020-01-01 }]'),
            "values[0].form = datetime.date(2020, 1, 1): no such key; did you mean ",
        ),
        (parameter('[{ value = 3, norm = "x", from = "2020-01-01" }]'), "values[0].from = '2020-01-01': not a date"),
        (
            parameter('[{ value = 3, norm = "x", from = 2020-01-01T00:00:00 }]'),
            "values[0].from = datetime.datetime(2020, 1, 1, 0, 0): not a date",
        ),
        (
            parameter('[{ value = 3, norm = "x", from = 2020-01-01, to = 2020-01-01 }]'),
            "values[0].to = '2020-01-01': not after `from`",
        ),
        (
            parameter('[{ value = 3, norm = "x" }, { value = 4, norm = "x" }]'),
            "values[1] = 'always': overlaps the one that holds always",
        ),
        (
            parameter('[{ value = 3, norm = "x", from = 2020-01-01 }, { value = 4, norm = "x", to = 2020-01-02 }]'),
            "values[0] = 'from 2020-01-01': overlaps the one that holds to 2020-01-02; let each end",
        ),
        (
            parameter('[{ value = 3, norm = "x" }]', "largest_brunch"),
            "= 'largest_brunch': the base has no such parameter; did you mean 'largest_branch'? A new one",
        ),
        (
            parameter('[{ value = 3, norm = "x" }]', "zzz"),
            "the base has no such parameter; a new one needs label and unit",
        ),
        (parameter('[{ value = 3, norm = "x" }]', "day", 'label = "x"\nunit = "days"'), "`day` is the day asked"),
        (
            parameter('[{ value = 3, norm = "x" }]', "Large"),
            "parameters.Large = 'Large': neither the name of a parameter",
        ),
        (
            parameter('[{ value = 3, norm = "x" }]', more='unit = "persons"'),
            "unit = 'persons': no unit that is known; one of people",
        ),
        (
            parameter('[{ value = 3, norm = "x" }]', more='unit = "days"'),
            "unit = 'days': not the unit that the base gives; rules count on 'people'",
        ),
        ('[[switches.u4]]\non = true\nnorm = "x"', "switches.u4 = 'u4': neither the name"),
        ('[[switches.U004]]\non = 1\nnorm = "x"', "switches.U004[0].on = 1: neither true nor false"),
        (
            '[[switches.U004]]\nnorm_ch = "y"\non = true\nnorm = "x"',
            "switches.U004[0].norm_ch = 'y': no such key; did you mean 'norm_zh'?",
        ),
        (
            'switches.U004 = { on = true, norm = "x" }',
            "switches.U004 = {'on': True, 'norm': 'x'}: not a list; write a list of tables",
        ),
        (
            'switches.U004 = [{ on = true, norm = "x" }, { on = false, norm = "x" }]',
            "switches.U004[1] = 'always': overlaps",
        ),
        ('extends = "nationall"', "extends = 'nationall': no such policy; did you mean 'national'?"),
        ('extends = "base.toml"', "extends = 'base.toml': no such file"),
        ("extends = 1", "extends = 1: not text"),
    ],
)
def test_each_fault_is_told_with_its_place(write, text, expected):
    path = write(text)
    (fault,) = faults(path)
    assert fault.strip().startswith(str(path))
    assert expected in fault


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = = 1", "不是有效的 TOML：第 1 行第 5 列写法有误；请改正该处"),
        ("# 宁波".encode("gb18030"), "第 3 个字节起不是 UTF-8 编码；请以 UTF-8 编码保存文件"),
        ('lable = "x"', "lable = 'x'：没有这个键；是不是指“label”？"),
        (parameter('[{ value = 2.5, norm = "x" }]'), "value = 2.5：单位“people”只能是整数；请填写整数"),
        (
            parameter('[{ value = 3, norm = "x" }, { value = 4, norm = "x", from = 2020-01-01 }]'),
            "与有效期为“始终有效”的一项重叠；请让前一项的 `to` 等于后一项的 `from`",
        ),
        (
            parameter('[{ value = 3, norm = "x" }]', "largest_brunch"),
            "所扩展的政策没有这个参数；是不是指“largest_branch”？新参数须写明 label 和 unit",
        ),
    ],
)
def test_faults_are_told_in_chinese(write, text, expected):
    path = write(text)
    with pytest.raises(PolicyError) as caught:
        read_policy(path)
    assert caught.value.chinese.startswith(str(path))
    assert expected in caught.value.chinese


def test_a_circle_is_told(write):
    write('extends = "b.toml"', "a.toml")
    write('extends = "./c.toml"', "b.toml")
    path = write('extends = "a.toml"', "c.toml")
    (fault,) = faults(path)
    assert fault.startswith("b.toml: extends = './c.toml': these files extend each other in a circle; let the last")


def test_a_file_cannot_extend_itself(write):
    (fault,) = faults(write('extends = "ours.toml"'))
    assert "in a circle" in fault


def test_a_switch_for_a_code_that_no_rule_has(write):
    path = write('extends = "ningbo"\n[[switches.U04]]\non = false\nnorm = "x"')
    assert read_policy(path).at(TODAY).is_on("U04") is False
    (fault,) = faults(path, codes=["U004", "R001"])
    assert fault == f"{path}: switches.U04 = 'U04': no rule has this code; did you mean 'U004'?"


def test_what_ships_is_not_asked_for_its_codes():
    assert read_policy("ningbo", codes=[]).name == "ningbo"


def test_all_faults_are_told_at_once(write):
    write('lable = "x"\n[parameters.largest_branch]\nvalues = []', "base.toml")
    path = write(
        """
        extends = "base.toml"
        name = 1
        [parameters.largest_branch]
        values = [{ value = 2.5, norm = "x", to = 2020-01-01 }, { value = 3, norm = "x" }, { value = 4, norm = "" }]
        [parameters.mine]
        label = "mine"
        unit = "people"
        values = [{ value = 2.5, norm = "x" }]
        [switches]
        U04 = [{ on = true, norm = "x" }]
        """
    )
    told = faults(path, codes=["U004"])
    expected = [
        "name = 1: not text",
        "largest_branch.values[2].norm = '': empty",
        "base.toml: lable",
        "base.toml: parameters.largest_branch.values = []",
        "parameters.mine.values[0].value = 2.5: people are counted",
        "switches.U04",
    ]
    assert len(told) == len(expected)
    assert all(any(part in line for line in told) for part in expected)
    with pytest.raises(PolicyError, match=r"^6 faults in policy "):
        read_policy(path, codes=["U004"])


def test_a_long_value_is_cut(write):
    (fault,) = faults(write(f'{"x" * 5}ab = "{"long " * 1000}"'))
    assert len(fault) < 300
