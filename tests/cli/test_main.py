import os
import re
import subprocess
import sys

import click
import pytest

import regionpb as rpb
from regionpb import cli
from regionpb.cli.language import of_locale
from regionpb.cli.parameters import CODES, DAY, FAULTS
from regionpb.io.settings import read_settings

HEAVY = ("polars", "pydantic", "narwhals", "numpy", "networkx", "jinja2", "attr")


def test_version_and_help(run):
    assert run("--version")[:2] == (0, f"regionpb {rpb.__version__}\n")
    code, out, _ = run("--help")
    assert code == 0
    commands = ["check", "rule", "rules", "make", "describe", "reconcile", "diff", "history", "readiness", "schema"]
    assert re.findall(r"^│ ([a-z]+)", out, re.MULTILINE) == commands
    for name in commands:
        assert run(name, "--help")[0] == 0


def test_the_help_loads_nothing_heavy():
    script = "import sys; from regionpb.cli import main; main(['check', '--help']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603 - our own script
    assert not {*HEAVY} & {*done.stdout.splitlines()[-1].split()}


def test_python_m_regionpb():
    done = subprocess.run([sys.executable, "-m", "regionpb", "chek"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, "check" in done.stderr) == (2, "", True)


def test_a_reader_that_goes_away_is_no_fault():
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing) as stdout:
        done = subprocess.run(
            [sys.executable, "-m", "regionpb", "rules"], stdout=stdout, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_terminal_that_lacks_chinese_is_no_fault():
    done = subprocess.run(
        [sys.executable, "-m", "regionpb", "rules", "--lang", "zh"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert b"\\u" in done.stdout


@pytest.mark.parametrize(
    ("error", "code"), [(KeyboardInterrupt, 130), (OSError(28, "No space left"), 2), (ZeroDivisionError, 2)]
)
def test_whatever_happens_there_is_no_traceback(run, sound, monkeypatch, error, code):
    def broken(*_, **__):
        raise error

    rpb.read  # noqa: B018 - looked up once, so that there is something to replace
    monkeypatch.setattr(rpb, "read", broken, raising=False)
    got, out, err = run("check", sound)
    assert (got, out) == (code, "")
    assert bool(err.strip()) == (code == 2)


def test_debugging_shows_the_fault(sound, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr(rpb, "read", broken, raising=False)
    monkeypatch.setenv("REGIONPB_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.main(["check", str(sound)])


def test_text_from_a_source_steers_no_terminal_in_errors(run):
    _, _, err = run("check", "/no\x1b[31mwhere")
    assert "\x1b" not in err


def test_what_the_locale_says():
    assert of_locale({"LC_ALL": "", "LC_MESSAGES": "zh_TW.UTF-8", "LANG": "en_US.UTF-8"}) == "zh"


@pytest.mark.parametrize("text", ["2011-07-29", "20110729", "2011/7/29", "2011.7.29", "2011年7月29日", " 2011-7-29 "])
def test_days(text):
    assert DAY.convert(text, None, None).isoformat() == "2011-07-29"


@pytest.mark.parametrize(
    "text", ["2011年7月", "2011-07", "201107", "40753", "２０１１－７－２９", "2011-07-29 00:00", "2011-02-30", "x", ""]
)
def test_a_day_is_one_to_the_command_to_the_interface_and_beside_the_tables(tmp_path, text):
    def answered(ask):
        try:
            return ask()
        except (click.BadParameter, rpb.SourceError):
            return None

    settings = tmp_path / "regionpb.toml"
    settings.write_text(f'day = "{text}"\n', "utf-8")
    said = answered(lambda: DAY.convert(text, None, None))
    assert said == answered(lambda: rpb.testing.minimal().at(text).day)
    assert said == answered(lambda: read_settings(settings).day)
    assert (said is None) == (text in {"2011-02-30", "x", ""})


def test_codes_and_faults():
    assert CODES.convert("u, R001；E", None, None) == ("U", "R001", "E")
    assert FAULTS.convert("R001=5,u004=2,R001=1", None, None) == {"R001": 6, "U004": 2}
