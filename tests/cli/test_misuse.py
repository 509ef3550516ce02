"""What click tells, in Chinese."""

import pytest

import regionpb as rpb


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("chek", "没有命令“chek”；是不是指“check”、“schema”？"),
        ("--langu zh", "没有选项“--langu”；是不是指“--lang”？"),
        ("check", "缺少参数 SOURCE；用法见 --help"),
        ("make", "缺少参数 {ningbo|beilun}；用法见 --help"),
        ("check a b", "多出参数“b”；用法见 --help"),
        ("rules a (b)", "多出参数“a (b)”；用法见 --help"),
        ("check a -x", "没有选项“-x”"),
        ("check a --engin spark", "没有选项“--engin”；是不是指“--engine”、“--explain”、“--lang”？"),
        ("check a --engine pandas", "--engine：“pandas”不可用；可选 polars、duckdb、spark"),
        ("check a --at", "选项“--at”后面缺少值；用法见 --help"),
        ("schema members --template=yes", "选项“--template”不带值；用法见 --help"),
        ("check a --at 2011-02-30", "--at：“2011-02-30”不是日期；请写成 2011-07-29 的形式"),
        ("check a --min-severity grave", "--min-severity：“grave”不可用；可选 error、warning、info"),
        ("check a --lang fr", "--lang：“fr”不可用；可选 zh、en"),
        ("make beijing x", "{ningbo|beilun}：“beijing”不可用；可选 ningbo、beilun"),
        ("make ningbo x --size 0", "--size：“0”不是大于 0 的数字；请写数字，如 0.05"),
        ("make ningbo x --size big", "--size：“big”不是大于 0 的数字；请写数字，如 0.05"),
        ("make ningbo x --size inf", "--size：“inf”不能作为规模；请写数字，如 0.05"),
        ("make ningbo x --seed -1", "--seed：“-1”不是不小于 0 的整数；请写整数，如 0"),
        ("make ningbo x --seed 1.5", "--seed：“1.5”不是不小于 0 的整数；请写整数，如 0"),
        ("make ningbo x --faults R001", "--faults：“R001”不是可植入的错误；请写成 R001=5,U004=2"),
        ("make ningbo {file}", "DIR：“{file}”是文件，不是文件夹；请另选"),
        ("schema units --output {folder}", "--output：“{folder}”是文件夹，不是文件；请另选"),
        ("schema units --output {folder}/no/s.json", "{folder}/no/s.json：没有这个文件或文件夹"),
        ("schema unit", "没有名为“unit”的表；是不是指“units”？"),
        ("rule U0O4", "没有名为“U0O4”的规则；是不是指“U004”？"),
    ],
)
def test_misuse_is_told_in_chinese(run, tmp_path, monkeypatch, line, told):
    (tmp_path / "file").touch()
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    names = {"file": tmp_path / "file", "folder": tmp_path}
    given = [word.format(**names) if "{" in word else word for word in line.split()]
    expected = told if "{ningbo|" in told else told.format(**names)
    assert run(*given) == (2, "", f"regionpb: {expected}\n")


def test_the_command_is_missing(run):
    assert run("--lang", "zh") == (2, "", "regionpb: 缺少命令；有哪些命令见 --help\n")


def test_a_language_that_is_none_leaves_the_one_asked_before(run):
    assert run("--lang", "zh", "rules", "--lang", "fr")[2] == "regionpb: --lang：“fr”不可用；可选 zh、en\n"


def test_english_is_as_click_says_it(run):
    code, _, err = run("make", "ningbo", "x", "--size", "0", "--lang", "en")
    assert (code, "Invalid value for '--size': 0.0 is not in the range x>0." in err) == (2, True)


@pytest.mark.parametrize("line", ["check {bad}", "{bad}", "check a {bad}", "check a --at {bad}", "check a --set={bad}"])
def test_what_was_given_steers_no_terminal(run, line):
    code, _, err = run("--lang", "zh", *(word.format(bad="no\x1b[31mwhere") for word in line.split()))
    assert (code, "\x1b" in err) == (2, False)


def test_faults_of_ours_are_told_in_chinese(run, sound, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(rpb, "read", broken, raising=False)
    _, _, err = run("--lang", "zh", "check", sound)
    assert (
        err
        == "regionpb: ZeroDivisionError: by nothing\n  这是 regionpb 自身的错误；设 REGIONPB_DEBUG=1 可查看出错位置。\n"
    )
