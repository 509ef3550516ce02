"""A failing test shows the findings of the reports it holds."""

from importlib.metadata import entry_points

pytest_plugins = ["pytester"]

HELD = """
import random, regionpb

def faulty():
    return regionpb.testing.minimal().plant([regionpb.rules["O006"]], random.Random(0)).check()

def test_that_fails():
    report = faulty()
    again = report
    assert report.ok

def test_that_passes():
    report = faulty()
    assert not report.ok

def test_without_findings():
    report = regionpb.testing.minimal().check()
    assert not report.ok
"""


def run(pytester, text):
    pytester.makepyfile(text)
    # An installed package brings it by itself; a plain checkout on the path does not.
    brought = any(point.value == "regionpb.pytest_plugin" for point in entry_points(group="pytest11"))
    named = () if brought else ("-p", "regionpb.pytest_plugin")
    return pytester.runpytest_subprocess(*named, "-p", "no:cacheprovider")


def test_findings_are_shown_once(pytester):
    result = run(pytester, HELD)
    result.assert_outcomes(passed=1, failed=2)
    text = result.stdout.str()
    assert text.count("O006 too-few-members") == 1
    assert "with too few full members (1, not 3 or more)" in text
    assert text.count("regionpb <Report of") == 1


def test_who_checks_nothing_is_left_alone(pytester):
    result = run(pytester, "def test_that_fails():\n    assert 1 == 2\n")
    result.assert_outcomes(failed=1)
    assert "regionpb <Report" not in result.stdout.str()
