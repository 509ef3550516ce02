import io
from xml.etree import ElementTree as ET

from regionpb.io.reports.pipelines import write_github, write_junit

from .conftest import NASTY, finding


def written(write, document):
    stream = io.StringIO()
    write(document, stream)
    return stream.getvalue()


def parsed(document):
    return ET.fromstring(written(write_junit, document))  # noqa: S314 - written here


def test_each_finding_is_a_failed_test_and_what_was_not_asked_is_skipped(make):
    root = parsed(make())
    assert root.attrib == {"name": "regionpb", "tests": "16", "failures": "14", "skipped": "2"}
    (suite,) = root
    assert suite.get("name") == "demo/<i>city</i>"
    cases = [*suite]
    assert len(cases) == 16
    assert [case.get("classname") for case in cases][:2] == ["D007 fault-d007", "O013 fault-o013"]
    (failure,) = cases[1]
    assert (failure.tag, failure.get("type")) == ("failure", "error")
    assert failure.get("message") == "organization O-0 is not under its hub (organizations.csv:2 superior)"
    (skipped,) = cases[-1]
    assert (skipped.tag, skipped.get("message")) == ("skipped", "table pairings")


def test_nothing_found_is_a_test_that_passed(make):
    root = parsed(make(rows=[], not_checked=()))
    assert root.get("tests") == "1"
    assert [(case.get("name"), len(case)) for case in root[0]] == [("no finding of severity info or above", 0)]


def test_text_from_data_stays_text(make):
    root = parsed(make(language="zh"))
    last = root[0][13]
    assert last.get("classname") == "U004 U004之错"
    assert last.get("name").startswith("organizations O-1<script>alert('x')</script>[bold red]x[/]\\u001b[31m")
    odd = finding("U004", "error", 0, id_="\ufffe\uffff\x00&\"'<")
    root = parsed(make(rows=[odd]))
    assert root[0][0].get("name") == "organizations \\ufffe\\uffff\\u0000&\"'<"


def test_frames_in_memory_have_no_place(make):
    document = make(rows=[finding("U004", "error", 1, file=None)], source=None)
    root = parsed(document)
    assert root[0].get("name") == "frames in memory"
    assert root[0][0][0].get("message") == "organization O-1 is not under its hub"
    assert written(write_github, document) == "::error title=U004 fault-u004::organization O-1 is not under its hub\n"


def test_each_finding_is_one_command(make):
    lines = written(write_github, make()).splitlines()
    assert len(lines) == 14
    assert lines[0] == (
        "::notice title=D007 fault-d007,file=organizations.csv,line=2::organization O-0 is not under its hub"
    )
    assert [line.partition(" ")[0] for line in lines[1:4]] == ["::error", "::error", "::warning"]


def test_no_text_from_data_is_a_command_of_its_own(make):
    nasty = finding("U004", "error", 0, id_=f"{NASTY}\n::error::100%", file="a,b:c%.csv\n::warning::x")
    (line,) = written(write_github, make(rows=[nasty])).splitlines()
    assert ",file=a%2Cb%3Ac%25.csv\\n%3A%3Awarning%3A%3Ax,line=2::" in line
    assert "\x1b" not in line
    assert line.endswith("\\n::error::100%25 is not under its hub")


def test_a_row_of_a_file_that_is_not_known_is_left_out(make):
    whole = finding("E011", "error", 1) | {"row": None, "column": None}
    document = make(rows=[whole])
    assert ",line" not in written(write_github, document)
    assert "(organizations.csv)" in written(write_junit, document)
