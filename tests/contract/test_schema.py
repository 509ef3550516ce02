import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from regionpb.contract import TABLES
from regionpb.contract.schema import json_schema
from regionpb.errors import UnknownName

from .filled import row


def validator(table):
    schema = json_schema(table.name)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_what_a_model_writes_is_valid(table):
    needed = {c.name for c in table.columns if c.required} | {*table.exactly_one[:1]}
    for cells in (row(table), {name: cell for name, cell in row(table).items() if name in needed}):
        written = table.model.model_validate(cells).model_dump(mode="json")
        validator(table).validate(json.loads(json.dumps(written)))


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
@settings(deadline=None, max_examples=10)
@given(st.data())
def test_what_is_not_of_the_contract_is_not_valid(table, data):
    column = data.draw(st.sampled_from(table.columns))
    written = table.model.model_validate(row(table)).model_dump(mode="json")
    assert not validator(table).is_valid({**written, column.name: {"no": "cell"}})
    if column.required:
        assert not validator(table).is_valid({**written, column.name: None})
        assert not validator(table).is_valid({name: cell for name, cell in written.items() if name != column.name})
    if column.minimum is not None:
        assert not validator(table).is_valid({**written, column.name: column.minimum - 1})
    if column.maximum is not None:
        assert not validator(table).is_valid({**written, column.name: column.maximum + 1})
    if column.vocabulary is not None:
        assert not validator(table).is_valid({**written, column.name: "no term"})
    if column.kind.is_list:
        assert not validator(table).is_valid({**written, column.name: []})
        assert not validator(table).is_valid({**written, column.name: written[column.name][:1] * 2})


def test_a_schema_tells_both_languages_and_what_json_schema_has_no_word_for():
    schema = json_schema("党组织")
    superior, form = schema["properties"]["superior"], schema["properties"]["form"]
    assert (schema["title"], schema["x-table"], schema["x-key"]) == ("党组织", "organizations", ["id"])
    assert (superior["title"], superior["x-references"], superior["x-aliases"]) == (
        "上级党组织",
        "organizations",
        ["上级组织", "隶属于", "上级党组织名称"],
    )
    assert form["x-labels"]["joint_branch"] == "联合党支部"
    assert schema["properties"]["function"]["default"] == "general"
    assert schema["additionalProperties"] is True
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


def test_exactly_one_of_a_group():
    check = validator(TABLES["matters"])
    written = TABLES["matters"].model.model_validate(row(TABLES["matters"])).model_dump(mode="json")
    assert not check.is_valid(written | {"organization": "O-1"})
    assert not check.is_valid(written | {"body": None})
    assert check.is_valid(written | {"body": None, "organization": "O-1"})
    assert not check.is_valid({name: cell for name, cell in written.items() if name not in {"body", "organization"}})


def test_a_table_that_is_none():
    with pytest.raises(UnknownName, match="did you mean 'members'"):
        json_schema("member")
