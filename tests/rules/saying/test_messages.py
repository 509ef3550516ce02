"""Messages: one finding at a time and a whole frame at a time say the same."""

import json

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import regionpb as rpb
from regionpb.contract import TABLES
from regionpb.errors import UnknownName
from regionpb.findings import NO_FINDINGS, Severity, to_frame
from regionpb.rules.base import Rule
from regionpb.rules.saying.messages import LONGEST, OF_THE_COLUMN, shown_as, with_messages
from regionpb.rules.story import Story
from rules.saying.one_by_one import fields_of, message_of, subject


def made(code, message, message_zh, values, on="organizations"):
    return Rule(
        code=code, name="a-fault", name_zh="某错", severity=Severity.ERROR, on=on,
        story=Story("s", "s", "w", "w", "P1a"), reads=(),
        values=values, parameters=(), at=None, message=message, message_zh=message_zh, companions=(), inputs=(),
        function=None, planter=lambda draft, rng: None,
    )  # fmt: skip


RULES = {
    "U004": made("U004", "is not under {hub}: move it", "不在{hub}之下：请改隶", ("hub",)),
    "O004": made("O004", "{form} under {{x}} {superior}", "{form}在{superior}之下", ("form", "superior", "approved")),
    "O013": made("O013", "has {count} of {approved}", "{count}、{approved}", ("count", "approved")),
    "E001": made("E001", "lacks column {column}", "缺列{column}", ("column",), on="*"),
    "E011": made("E011", "cannot be read: {reason}", "无法读取：{reason}", ("reason",), on="*"),
}


def both(code, table, id_, values):
    frame = with_messages(to_frame([{"code": code, "table": table, "id": id_, "values": values}]), RULES)
    return frame["message"][0], frame["message_zh"][0]


def test_a_message_is_subject_and_predicate():
    assert both("U004", "organizations", "O-17", {"hub": "O-3"}) == (
        "organization O-17 is not under O-3: move it",
        "党组织O-17不在O-3之下：请改隶",
    )


@pytest.mark.parametrize(
    "value", ["activity_fund", "activity_fund_per_member", "annual_pay", "dues_share", "dues_share_percent", "floor"]
)
def test_what_is_measured_is_shown_without_a_point_where_it_is_whole(value):
    rule = made("F001", f"has {{{value}}}", f"有{{{value}}}", {value: "金额"})
    values = [{value: 300.0}, {value: 300.5}]
    findings = to_frame([{"code": "F001", "table": "organizations", "id": "O-1", "values": each} for each in values])
    assert with_messages(findings, {"F001": rule})["message_zh"].to_list() == ["党组织O-1有300", "党组织O-1有300.5"]


def test_the_longest_text_is_shown_whole_and_a_longer_one_cut():
    for length, shown in ((LONGEST, "长" * LONGEST), (LONGEST + 1, "长" * LONGEST + "…")):
        assert f"{shown}之下" in both("U004", "organizations", "O-1", {"hub": "长" * length})[1]


def test_a_row_without_id_is_a_row_of_its_table():
    english, chinese = both("U004", "regional_units", None, {"hub": None})
    assert english == "a row of regional_units is not under (empty): move it"
    assert chinese == "统筹区域的一行不在（空）之下：请改隶"


def test_vocabulary_is_shown_by_label_in_chinese_and_without_underscores_in_english():
    english, chinese = both("O004", "organizations", "O-1", {"form": "joint_branch", "superior": "O-2"})
    assert english == "organization O-1 joint branch under {x} O-2"
    assert chinese == "党组织O-1联合党支部在O-2之下"


def test_numbers_and_yes_and_no():
    assert both("O013", "organizations", "O", {"count": 3, "approved": True}) == (
        "organization O has 3 of yes",
        "党组织O3、是",
    )


def test_what_speaks_of_a_table_or_a_file_says_so():
    assert both("E001", "organizations", None, {"column": "form"}) == (
        "table organizations lacks column form",
        "党组织表缺列组织形式",
    )
    assert both("E011", None, "x.csv", {"reason": "empty"}) == (
        "file x.csv cannot be read: empty",
        "文件x.csv无法读取：空文件",
    )


def test_a_columns_own_vocabulary_comes_first():
    assert shown_as("requests", "kind", "zh")["consultation"] == "咨询"
    assert shown_as("meetings", "kind", "zh")["consultation"] == "共商议事"


def test_order_and_other_columns_are_kept():
    rows = [
        {"code": c, "severity": "error", "table": "organizations", "id": i, "values": {"hub": i, "form": "branch"}}
        for i, c in [("3", "U004"), ("1", "O004"), ("2", "U004")]
    ]
    frame = with_messages(to_frame(rows), RULES)
    assert frame["id"].to_list() == ["3", "1", "2"]
    assert frame.drop("name", "name_zh", "message", "message_zh").equals(to_frame(rows))


def test_no_findings_have_the_columns_too():
    assert with_messages(NO_FINDINGS, RULES).columns[-4:] == ["name", "name_zh", "message", "message_zh"]


def test_a_code_without_rule_is_told():
    with pytest.raises(UnknownName, match="U005"):
        with_messages(to_frame([{"code": "U005", "table": "organizations"}]), RULES)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
VALUES = (
    st.none()
    | TEXT
    | st.integers(-(2**53), 2**53)
    | st.booleans()
    | st.sampled_from(["branch", "true", "null", "form"])
)
FINDINGS = st.fixed_dictionaries(
    {
        "code": st.sampled_from(sorted(RULES)),
        "table": st.sampled_from(["organizations", "members", "regional_units", "notes", None]),
        "id": st.none() | TEXT,
        "values": st.dictionaries(
            st.sampled_from(["hub", "form", "superior", "approved", "count", "column", "reason"]), VALUES
        ),
    }
)


@given(st.lists(FINDINGS, max_size=5))
def test_one_at_a_time_and_all_at_once_agree(rows):
    frame = with_messages(to_frame(rows), RULES)
    for said, row in zip(frame.iter_rows(named=True), rows, strict=True):
        rule = RULES[row["code"]]
        values = json.loads(said["values"])
        assert said["message"] == message_of(rule, row["table"], row["id"], values, "en")
        assert said["message_zh"] == message_of(rule, row["table"], row["id"], values, "zh")


def test_names_of_values_and_subjects_are_found():
    assert fields_of("{a} and {{b}} and {c}") == ("a", "c")
    assert subject("volunteer_teams", "T-1", "en") == "volunteer team T-1"


def test_what_is_said_of_a_column_is_named_like_none():
    assert not {*OF_THE_COLUMN} & {column.name for table in TABLES.values() for column in table.columns}


def test_every_rule_shows_only_values_it_declares():
    rules = pytest.importorskip("regionpb.rules")
    for rule in getattr(rules, "RULES", {}).values():
        assert {*fields_of(rule.message), *fields_of(rule.message_zh)} <= {*rule.values}, rule.code


def test_a_great_many_findings_take_no_python_each():
    many = pl.concat(
        [to_frame([{"code": "U004", "table": "organizations", "id": "x", "values": {"hub": "h"}}])] * 50_000
    )
    assert with_messages(many, RULES)["message"].n_unique() == 1


def test_what_cannot_be_taken_is_told_with_what_can():
    region = rpb.read(
        {
            "units": pl.DataFrame(
                {"id": ["U-1"], "name": ["甲"], "kind": ["公司"], "division": ["33"], "employees": ["-3"]}
            ),
            "seats": pl.DataFrame(
                {"id": ["S-1", "S-2"], "role": ["secretary"] * 2, "organization": ["O-1", None], "body": ["B-1", None]}
            ),
        },
        at="2011-07-29",
    )
    report = region.check(select=["E002", "E003", "E004"])
    assert [f.message for f in report.in_language("en")] == [
        'seat S-1 has "B-1" in body, which cannot be taken (the row is set aside): fill exactly one of '
        "organization and body",
        'unit U-1 has "-3" in employees, which cannot be taken (it counts as empty): write a whole number of 0 or more',
        'unit U-1 has "公司" in kind, which is none of its values (the row is set aside): write one of village, '
        "community, government_organ, public_institution, university, public_enterprise, non_public_enterprise, "
        "cooperative, social_organization, other",
        "seat S-2 has nothing in organization, which is required (the row is set aside): fill exactly one of "
        "organization and body",
    ]
    assert [f.message for f in report.in_language("zh")] == [
        "任职S-1的“机构”填写为“B-1”，无法采用（该行已搁置）：“党组织”、“机构”须填且只填一项",
        "单位U-1的“职工人数”填写为“-3”，无法采用（按空处理）：请填写不小于 0 的整数",
        "单位U-1的“单位类别”填写为“公司”，不在词表中（该行已搁置）：可填村、社区、机关、事业单位、高校、公有制企业、非公有制企业、"
        "专业合作组织、社会组织、其他",
        "任职S-2的“党组织”为空，而此项必填（该行已搁置）：“党组织”、“机构”须填且只填一项",
    ]
    for finding in report.findings:
        rule = rpb.rules[finding.code]
        assert message_of(rule, finding.table, finding.id, finding.values, "en") == finding.message


@pytest.mark.parametrize(
    ("table", "key", "code", "english", "chinese"),
    [
        ("organizations", "O-1", "U004", "organization O-1", "党组织O-1"),
        ("regional_units", "X", "U001", "regional unit X", "统筹区域X"),
        ("organizations", None, "E004", "a row of organizations", "党组织的一行"),
        ("organizations", None, "E001", "table organizations", "党组织表"),
        ("organizations", "id", "E001", "table organizations, id", "党组织表，id"),
        ("notes", None, "E008", "file or sheet notes", "文件或工作表notes"),
        ("notes", "a.csv", "E011", "file a.csv", "文件a.csv"),
        (None, None, "E004", "a row of the source", "数据的一行"),
    ],
)
def test_what_a_finding_speaks_of(table, key, code, english, chinese):
    assert subject(table, key, "en", code=code) == english
    assert subject(table, key, "zh", code=code) == chinese
