import io
import json

from regionpb.io.reports.document import About
from regionpb.io.reports.sarif import write_sarif

from .conftest import NASTY, finding


def written(document):
    stream = io.StringIO()
    write_sarif(document, stream)
    return json.loads(stream.getvalue())


def test_a_run_tells_the_tool_the_findings_and_what_was_not_asked(make):
    about = {"U004": About("An organization is not under its hub.", "不在其下。", ())}
    log = written(make(about=about))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"]) == ("regionpb", "0.1.0")
    assert driver["rules"] == [
        {
            "id": "U004",
            "name": "fault-u004",
            "shortDescription": {"text": "An organization is not under its hub."},
            "help": {"text": "U004"},
        }
    ]
    assert run["properties"] == {"day": "2011-07-29", "policy": "ningbo"}
    (invocation,) = run["invocations"]
    told = invocation["toolExecutionNotifications"]
    assert [(each["associatedRule"]["id"], each["message"]["text"]) for each in told] == [
        ("P001", "table pairings"),
        ("P002", "table pairings"),
    ]
    assert [result["level"] for result in run["results"]] == ["note", "error", "error", *["warning"] * 10, "error"]


def test_a_result_has_a_place_and_an_identity(make):
    (result,) = written(make(rows=[finding("U004", "error", 16)]))["runs"][0]["results"]
    assert result == {
        "ruleId": "U004",
        "level": "error",
        "message": {"text": "organization O-16 is not under its hub"},
        "locations": [
            {
                "logicalLocations": [{"fullyQualifiedName": "organizations/O-16", "kind": "member"}],
                "physicalLocation": {
                    "artifactLocation": {"uri": "organizations.csv"},
                    "region": {"startLine": 18},
                },
            }
        ],
        "partialFingerprints": {"finding/v1": "U004/organizations/O-16/superior"},
        "properties": {"values": {"hub": "O-16", "n": 16, "none": None}},
    }


def test_a_sheet_is_in_its_workbook_and_a_file_is_a_uri(make):
    sheet = finding("U004", "error", 1, file="台账 1.xlsx#党组织") | {"row": None}
    memory = finding("U004", "error", 2, file=None)
    one, other = written(make(rows=[sheet, memory], language="zh"))["runs"][0]["results"]
    assert one["message"]["text"] == "党组织O-1不在其下"
    assert one["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "%E5%8F%B0%E8%B4%A6%201.xlsx"}}
    assert "physicalLocation" not in other["locations"][0]


def test_text_from_data_is_kept_as_it_is(make):
    results = written(make())["runs"][0]["results"]
    assert results[-1]["message"]["text"] == f"organization {NASTY} is not under its hub"


def test_nothing_found_is_a_run_without_results(make):
    assert written(make(rows=[], not_checked=()))["runs"][0]["results"] == []
