import io
import json

from regionpb.io.reports.json_documents import to_dict, write_json, write_jsonl

from .conftest import NASTY, finding


def written(write, document):
    stream = io.StringIO()
    write(document, stream)
    return stream.getvalue()


def test_the_document_is_the_interface_to_the_letter(make):
    document = make(rows=[finding("U004", "error", 16)])
    assert json.loads(written(write_json, document)) == {
        "regionpb": "0.1.0",
        "schema": 1,
        "day": "2011-07-29",
        "policy": "ningbo",
        "rows": {
            "organizations": {"read": 14, "taken": 13, "set_aside": 1},
            "<b>notes</b>": {"read": 2, "taken": 0, "set_aside": 2},
        },
        "findings": [
            {
                "code": "U004",
                "name": "fault-u004",
                "severity": "error",
                "table": "organizations",
                "id": "O-16",
                "message": "organization O-16 is not under its hub",
                "values": {"hub": "O-16", "n": 16, "none": None},
                "source": {"file": "organizations.csv", "row": 18, "column": "superior"},
            }
        ],
        "counts": {"U004": 1},
        "not_checked": [{"code": "P001", "missing": ["pairings"]}, {"code": "P002", "missing": ["pairings"]}],
    }


def test_text_from_data_is_kept_as_it_is(make):
    document = make()
    whole = json.loads(written(write_json, document))
    assert whole["findings"][-1]["id"] == NASTY
    assert whole["findings"][-1]["values"]["hub"] == NASTY
    assert whole == to_dict(document)


def test_lines_are_the_findings_of_the_document(make):
    document = make()
    lines = [json.loads(line) for line in written(write_jsonl, document).splitlines()]
    assert lines == to_dict(document)["findings"]


def test_frames_in_memory_have_no_source(make):
    document = make(rows=[finding("U004", "error", 1, file=None)])
    assert to_dict(document)["findings"][0]["source"] is None


def test_messages_are_in_the_documents_language(make):
    assert to_dict(make(language="zh"))["findings"][0]["message"] == "党组织O-0不在其下"


def test_nothing_found_is_json_and_no_lines(make):
    document = make(rows=[])
    assert json.loads(written(write_json, document))["findings"] == []
    assert written(write_jsonl, document) == ""
