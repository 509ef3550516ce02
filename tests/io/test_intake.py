"""From raw tables to tables and E findings: every fault is told once, with its place, and no row is lost."""

import json
import tracemalloc
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import regionpb as rpb
from regionpb.io import intake
from regionpb.io.discover import discover
from regionpb.io.intake import take_in
from regionpb.io.reading import read_raw

DIVISIONS = (
    "code,name,level,parent\n3302,甬市,prefecture,\n330203,甬东区,county,3302\n330203001,甬街道,township,330203\n"
)
ORGANIZATIONS = "id,name,form,division,superior\nO-1,区委,committee,330203,\nO-2,第一支部,branch,330203001,O-1\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "divisions.csv").write_text(DIVISIONS, "utf-8")
    (tmp_path / "organizations.csv").write_text(ORGANIZATIONS, "utf-8")
    return tmp_path


def told(region, *, infos=False):
    """E findings as (code, table, id, file, row, column)."""
    found = region.intake.findings
    if not infos:
        found = found.filter(pl.col("severity") != "info")
    return sorted(found.select("code", "table", "id", "file", "row", "column").rows(), key=str)


def values(region, code):
    return [json.loads(v) for v in region.intake.findings.filter(pl.col("code") == code)["values"]]


def balanced(region):
    return all(rows.read == rows.taken + rows.set_aside for rows in region.intake.rows.values())


def test_clean_folder(folder):
    region = rpb.read(folder)
    assert told(region, infos=True) == []
    assert region.table("organizations").height == 2
    assert region.intake.rows["divisions"].read == 3


def test_chinese_table_and_headers_in_gb18030(folder):
    (folder / "organizations.csv").unlink()
    text = "党组织编号,党组织名称,组织形式,所在区划,上级组织\nO-1,区委,党委,330203,\nO-2,支部㙍,党支部,330203001,O-1\n"
    (folder / "党组织.csv").write_bytes(text.encode("gb18030"))
    region = rpb.read(folder)
    assert told(region, infos=True) == []
    assert region.organization("O-2").name == "支部㙍"
    assert region.organization("O-2").superior.id == "O-1"


def test_faulty_cells_are_told_with_their_place(folder):
    (folder / "organizations.csv").write_text(
        "id,name,form,division,elected_on,approved\n"
        "O-1,区委,committee,330203,2011-02-30,是\n"
        "O-2,,branch,330203,,\n"
        "O-3,三支部,party,330203,,maybe\n",
        "utf-8",
    )
    region = rpb.read(folder)
    assert told(region) == [
        ("E002", "organizations", "O-1", "organizations.csv", 2, "elected_on"),
        ("E002", "organizations", "O-3", "organizations.csv", 4, "approved"),
        ("E003", "organizations", "O-3", "organizations.csv", 4, "form"),
        ("E004", "organizations", "O-2", "organizations.csv", 3, "name"),
    ]
    assert region.table("organizations")["id"].to_list() == ["O-1"]
    assert region.table("organizations")["elected_on"].to_list() == [None]
    assert values(region, "E002")[0] == {"column": "elected_on", "value": "2011-02-30"}
    assert region.intake.set_aside["organizations"]["row"].to_list() == [3, 4]
    assert region.intake.set_aside["organizations"]["form"].to_list() == ["branch", "party"]
    assert balanced(region)


def test_positions_of_findings_are_those_of_the_rows_taken(folder):
    (folder / "organizations.csv").write_text(
        "id,name,form,division,elected_on\nO-0,,branch,330203,\nO-1,区委,committee,330203,x\n", "utf-8"
    )
    found = rpb.read(folder).intake.findings.filter(pl.col("code") == "E002")
    assert found["position"].to_list() == [0]


def test_dangling_and_ambiguous_references(folder):
    (folder / "organizations.csv").write_text(
        "id,name,form,division,superior\n"
        "O-1,区委,committee,330203,\n"
        "O-2,支部,branch,330203,区委\n"
        "O-3,支部,branch,330203,O-99\n"
        "O-4,四支部,branch,330203,支部\n",
        "utf-8",
    )
    region = rpb.read(folder)
    assert told(region) == [
        ("E005", "organizations", "O-3", "organizations.csv", 4, "superior"),
        ("E010", "organizations", "O-4", "organizations.csv", 5, "superior"),
    ]
    assert values(region, "E010")[0]["candidates"] == "O-2; O-3"
    assert region.organization("O-2").superior.id == "O-1"
    assert region.organization("O-3").superior is None
    assert region.table("organizations")["superior"].to_list() == [None, "O-1", "O-99", "支部"], "the text is kept"
    assert region.snapshot.frame("organizations")["superior"].to_list() == [None, "O-1", None, None]


def test_an_id_in_rows_set_aside_is_known(folder):
    (folder / "organizations.csv").write_text(
        "id,name,form,division,superior\nO-1,区委,,330203,\nO-2,支部,branch,330203,O-1\n", "utf-8"
    )
    region = rpb.read(folder)
    assert [t[0] for t in told(region)] == ["E004"]
    assert region.organization("O-2").superior is None


def test_padded_codes(folder):
    (folder / "divisions.csv").write_text(
        "code,name,level,parent\n330200,甬市,prefecture,\n330203000000,甬东区,county,330200000000\n", "utf-8"
    )
    (folder / "organizations.csv").write_text("id,name,form,division\nO-1,区委,committee,330203000000.0\n", "utf-8")
    region = rpb.read(folder)
    assert told(region) == []
    assert region.table("divisions")["code"].to_list() == ["3302", "330203"]
    assert region.table("divisions")["parent"].to_list() == [None, "3302"]
    assert region.table("organizations")["division"].to_list() == ["330203"]


def test_name_takes_the_place_of_a_missing_id(folder):
    (folder / "organizations.csv").write_text(
        "name,form,division,superior\n区委,committee,330203,\n支部,branch,330203,区委\n", "utf-8"
    )
    region = rpb.read(folder)
    assert told(region) == []
    assert region.organization("支部").superior.id == "区委"


def test_missing_columns(folder):
    (folder / "organizations.csv").write_text("id,name,division\nO-1,区委,330203\n", "utf-8")
    (folder / "members.csv").write_text("organization,status\nO-1,full\n", "utf-8")
    region = rpb.read(folder)
    assert ("E001", "organizations", None, "organizations.csv", 1, "form") in told(region)
    assert ("E001", "members", None, "members.csv", 1, "id") in told(region)
    severities = dict(region.intake.findings.select("table", "severity").rows())
    assert severities == {"organizations": "warning", "members": "error"}
    assert "members" not in region.tables
    assert "form" in region.tables.absent["organizations"]
    assert balanced(region)


def test_unknown_columns_are_told_and_kept(folder):
    (folder / "organizations.csv").write_text("id,name,form,division,备注\nO-1,区委,committee,330203,甲\n", "utf-8")
    region = rpb.read(folder)
    assert told(region, infos=True) == [("E008", "organizations", None, "organizations.csv", 1, "备注")]
    assert region.table("organizations")["备注"].to_list() == ["甲"]


def test_duplicate_headers_in_both_languages(folder):
    (folder / "organizations.csv").write_text(
        "id,name,党组织名称,form,division\nO-1,区委,另名,committee,330203\n", "utf-8"
    )
    region = rpb.read(folder)
    assert told(region) == [("E013", "organizations", None, "organizations.csv", 1, "党组织名称")]
    assert region.organization("O-1").name == "区委"


def test_two_files_for_one_table_are_read_as_one(folder):
    (folder / "党组织.csv").write_text("id,name,form,division,superior\nO-3,三支部,branch,330203,O-1\n", "utf-8")
    region = rpb.read(folder)
    assert sorted(region.table("organizations")["id"]) == ["O-1", "O-2", "O-3"]
    place = region.intake.places["organizations"].filter(region.history("organizations")["id"] == "O-3")
    assert place.rows() == [("党组织.csv", 2)]
    assert told(region) == []


def test_unknown_and_unreadable_files(folder):
    (folder / "notes.csv").write_text("a,b\n1,2\n", "utf-8")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "members.csv").write_bytes(bytes(range(256)) * 20)
    region = rpb.read(folder)
    codes = {(t[0], t[3]) for t in told(region, infos=True)}
    assert ("E008", "notes.csv") in codes
    assert ("E008", "photo.jpg") in codes
    assert ("E011", "members.csv") in codes
    assert balanced(region)


def test_ragged_rows_are_set_aside(folder):
    with (folder / "organizations.csv").open("a", encoding="utf-8") as file:
        file.write("O-3,三支部,branch,330203,O-1,多,余\nO-4,四支部,branch,330203\n")
    region = rpb.read(folder)
    assert told(region) == [("E012", "organizations", "O-3", "organizations.csv", 4, None)]
    assert region.intake.rows["organizations"].set_aside == 1
    assert "O-4" in region.table("organizations")["id"].to_list()
    assert balanced(region)


@pytest.mark.parametrize("missing", ["divisions", "organizations"])
def test_missing_tables(folder, missing):
    (folder / f"{missing}.csv").unlink()
    region = rpb.read(folder)
    assert ("E014", missing, None, None, None, None) in told(region)


def test_nothing_to_read(tmp_path):
    with pytest.raises(rpb.SourceError):
        rpb.read(tmp_path / "nowhere")
    with pytest.raises(rpb.SourceError):
        rpb.read(tmp_path)
    (tmp_path / "readme.txt").write_text("nothing")
    with pytest.raises(rpb.SourceError):
        rpb.read(tmp_path)


def test_settings_say_day_and_columns(folder):
    (folder / "organizations.csv").write_text(
        "id,name,form,division,顶头上司\nO-1,区委,committee,330203,\nO-2,支部,branch,330203,O-1\n", "utf-8"
    )
    (folder / "regionpb.toml").write_text(
        'day = 2011-07-29\n[columns.organizations]\n"顶头上司" = "superior"\n', "utf-8"
    )
    region = rpb.read(folder)
    assert region.day == date(2011, 7, 29)
    assert region.organization("O-2").superior.id == "O-1"
    assert rpb.read(folder, at="2012-01-01").day == date(2012, 1, 1)


@pytest.mark.parametrize(
    "text", ["day = 3", "colour = 1", "[columns.nothing]\na='b'", "[columns.organizations]\na='b'", "day ="]
)
def test_bad_settings_are_told(folder, text):
    (folder / "regionpb.toml").write_text(text, "utf-8")
    with pytest.raises(rpb.SourceError, match=r"regionpb\.toml"):
        rpb.read(folder)


@given(
    rows=st.lists(
        st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from([None, 1, 2, 3]), st.sampled_from([None, 2, 3, 4])),
        max_size=7,
    )
)
def test_overlapping_versions_against_the_definition(rows):
    """E007 names a version exactly when it begins before an earlier one of the same id has ended."""
    from regionpb.contract import TABLES
    from regionpb.contract.versions import overlapping

    rows = [(key, start, end) for key, start, end in rows if end is None or start is None or start < end]
    frame = pl.DataFrame(
        [
            {"id": key, "start": start and date(2000, 1, start), "end": end and date(2000, 1, end)}
            for key, start, end in rows
        ],
        schema={"id": pl.String, "start": pl.Date, "end": pl.Date},
    )
    keyed = [(key, start or 0, end or 99, n) for n, (key, start, end) in enumerate(rows)]
    expected = sorted(
        here[3]
        for here in keyed
        if any(o[0] == here[0] and (o[1], o[3]) < (here[1], here[3]) and o[2] > here[1] for o in keyed)
    )
    assert overlapping(TABLES["organizations"], frame).to_list() == expected


def test_overlapping_versions_the_one_that_starts_last_counts():
    region = rpb.read(
        {
            "divisions": pl.DataFrame({"code": ["3302"], "name": ["市"], "level": ["prefecture"]}),
            "organizations": pl.DataFrame(
                {
                    "id": ["O-1", "O-1"],
                    "name": ["新", "旧"],
                    "form": ["committee", "branch"],
                    "division": ["3302", "3302"],
                    "start": ["2005-01-01", "2001-01-01"],
                }
            ),
        },
        at="2011-07-29",
    )
    assert region.intake.findings["code"].to_list() == ["E007"]
    assert region.intake.findings["position"].to_list() == [0]
    assert region.table("organizations")["name"].to_list() == ["新"]
    assert region.at("2003-01-01").table("organizations")["name"].to_list() == ["旧"]


def test_exactly_one_of_several_columns():
    seats = pl.DataFrame(
        {
            "id": ["S-1", "S-2", "S-3"],
            "role": ["secretary"] * 3,
            "organization": ["O-1", None, "O-1"],
            "body": [None, None, "B-1"],
        }
    )
    region = rpb.read(
        {
            "divisions": pl.DataFrame({"code": ["3302"], "name": ["市"], "level": ["prefecture"]}),
            "organizations": pl.DataFrame(
                {"id": ["O-1"], "name": ["党委"], "form": ["committee"], "division": ["3302"]}
            ),
            "seats": seats,
        }
    )
    found = region.intake.findings.select("code", "id").rows()
    assert found == [("E004", "S-2"), ("E002", "S-3")]
    assert region.table("seats")["id"].to_list() == ["S-1"]


def test_none_of_the_columns_of_which_one_is_filled(folder):
    (folder / "seats.csv").write_text("id,role\nS-1,secretary\n", "utf-8")
    region = rpb.read(folder)
    assert told(region) == [("E001", "seats", None, "seats.csv", 1, "organization")]
    assert region.table("seats").height == 1


def test_faulty_references_of_a_row_set_aside_are_told_too(folder):
    (folder / "organizations.csv").write_text(
        "id,name,form,division,superior\nO-1,区委,committee,330203,\nO-2,,branch,330203,O-99\nO-3,支部,?,330203,O-2\n",
        "utf-8",
    )
    region = rpb.read(folder)
    assert told(region) == [
        ("E003", "organizations", "O-3", "organizations.csv", 4, "form"),
        ("E004", "organizations", "O-2", "organizations.csv", 3, "name"),
        ("E005", "organizations", "O-2", "organizations.csv", 3, "superior"),
    ]
    assert values(region, "E005") == [{"column": "superior", "value": "O-99", "references": "organizations"}]
    assert region.intake.findings["position"].to_list() == [None, None, None]


def test_a_name_in_rows_set_aside_is_known(folder):
    (folder / "organizations.csv").write_text(
        "id,name,form,division,superior\nO-1,区委,,330203,\nO-2,支部,branch,330203,区委\nO-3,组,branch,330203,某委\n",
        "utf-8",
    )
    region = rpb.read(folder)
    assert [(t[0], t[2]) for t in told(region)] == [("E004", "O-1"), ("E005", "O-3")]
    assert region.organization("O-2").superior is None


def test_a_ragged_row_is_known_too(folder):
    with (folder / "organizations.csv").open("a", encoding="utf-8") as file:
        file.write("O-3,三支部,branch,330203,O-1,多\nO-4,四支部,branch,330203,O-3\n")
    assert [t[0] for t in told(rpb.read(folder))] == ["E012"]


def test_headers_and_words_as_forms_write_them(folder):
    (folder / "organizations.csv").write_text(
        "党组织编号*,党组织 名称＊,组织形式（必填）,所属区划,上级党组织,失效时间\n"
        "１,区委,working-committee,330203,,至今\n2,支部,支部,330203,1,—\n3,支部三,总支,330203,１,\n",
        "utf-8",
    )
    region = rpb.read(folder)
    assert told(region, infos=True) == []
    assert region.table("organizations")["form"].to_list() == ["working_committee", "branch", "general_branch"]
    assert region.table("organizations")["superior"].to_list() == [None, "１", "１"]
    assert region.table("organizations")["end"].null_count() == 3


def test_a_table_that_came_but_cannot_be_taken_is_not_missing_too(folder):
    (folder / "divisions.csv").write_text("name,level\n甬市,prefecture\n", "utf-8")
    codes = {t[:2] for t in told(rpb.read(folder))}
    assert ("E001", "divisions") in codes
    assert ("E014", "divisions") not in codes
    (folder / "divisions.csv").write_bytes(b"")
    assert {t[0] for t in told(rpb.read(folder)) if t[0] in {"E011", "E014"}} == {"E011"}


def test_numbers_that_a_spreadsheet_made_of_ids_meet_whichever_side_it_did_it_to(folder):
    (folder / "organizations.csv").write_text(
        "id,name,form,division,superior\n17.0,a,committee,3302,\n18.0,b,branch,3302,17.0\n19,c,branch,3302,17\n",
        "utf-8",
    )
    (folder / "members.csv").write_text("id,organization,status\n1,18,full\n2,19.0,full\n3,20,full\n", "utf-8")
    region = rpb.read(folder)
    assert region.table("members")["organization"].to_list() == ["18.0", "19", "20"]
    assert [t[:3] for t in told(region) if t[0] == "E005"] == [("E005", "members", "3")]


def test_a_list_that_names_one_thing_twice_holds_it_once(folder):
    (folder / "service_points.csv").write_text(
        "id,name,kind,division,linked_to\ns1,a,服务站,3302,s2；b；s1\ns2,b,服务站,3302,\n", "utf-8"
    )
    assert rpb.read(folder).table("service_points")["linked_to"].to_list() == [["s2", "s1"], None]


def test_what_a_source_says_of_its_headers_goes_before_what_they_are_called(folder):
    (folder / "regionpb.toml").write_text('[columns."党组织"]\n"真正上级" = "上级党组织"\n', "utf-8")
    (folder / "organizations.csv").write_text(
        "id,name,form,division,superior,真正上级\nO-1,a,committee,3302,,\nO-2,b,branch,3302,?,O-1\n", "utf-8"
    )
    region = rpb.read(folder)
    assert region.organization("O-2").superior.id == "O-1"
    assert [t[:2] for t in told(region) if t[0] in {"E005", "E013"}] == [("E013", "organizations")]


def test_a_row_with_a_nul_is_told_by_its_key_and_the_cell(folder):
    (folder / "members.csv").write_bytes(b"id,organization,status\nM1,O-1,fu\x00ll\nM2,O-1,full,x\n")
    found = [f for f in rpb.read(folder).check(select=["E"]).findings if f.table == "members" and f.code != "E005"]
    assert [(f.code, f.id, f.values["value"]) for f in found] == [
        ("E011", "M1", "full"),
        ("E012", "M2", "too_many_cells"),
    ]


@pytest.mark.parametrize("more", ["", 'M-x,"O-1\n'], ids=["fast", "row by row"])
def test_rows_that_are_all_too_long_are_no_objects(tmp_path, more):
    """A header one column short makes a finding of every row: columns hold them, and few rows at a time are objects."""
    path = tmp_path / "members.csv"
    path.write_text("id,organization\n" + more + "".join(f"M-{i},O-1,full\n" for i in range(100_000)), "utf-8")
    tracemalloc.start()
    try:
        _, intake = take_in(read_raw(discover(path)))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    found = intake.findings.filter(code="E012")
    assert found.height == intake.rows["members"].set_aside - bool(more) == 100_000
    assert peak < 24_000_000
    assert found.row(-1, named=True) == {
        "code": "E012",
        "severity": "error",
        "table": "members",
        "id": "M-99999",
        "position": None,
        "values": '{"reason":"too_many_cells","value":"too_many_cells","cells":3,"columns":2}',
        "file": "members.csv",
        "row": 100_001 + bool(more),
        "column": None,
    }


def test_the_cell_at_fault_is_told(tmp_path):
    (tmp_path / "organizations.csv").write_text("id,name\nO-1,a\0b\nO-2,\0\n", "utf-8")
    (tmp_path / "members.csv").write_text("id,name\nM-1,a\0b\n", "utf-8")
    _, intake = take_in(read_raw(discover(tmp_path)))
    found = intake.findings.filter(pl.col("row").is_not_null(), code="E011").select("id", "values", "column").rows()
    assert found == [
        ("M-1", '{"reason":"nul","value":"nul","column":"name"}', "name"),
        ("O-1", '{"reason":"nul","value":"ab","column":"name"}', "name"),
        ("O-2", '{"reason":"nul","value":"nul","column":"name"}', "name"),
    ]


def test_versions_that_overlap_are_told_alike_by_several_threads(folder, monkeypatch):
    (folder / "members.csv").write_text(
        "id,organization,status,start,end\nM-1,O-2,full,,2010-05-01\nM-1,O-2,full,2010-04-01,\nM-2,O-2,full,,\n",
        "utf-8",
    )
    (folder / "organizations.csv").write_text(ORGANIZATIONS + ORGANIZATIONS.partition("\n")[2], "utf-8")
    plain = told(rpb.read(folder))
    assert [(code, table, id_) for code, table, id_, *_ in plain if code == "E007"] == [
        ("E007", "members", "M-1"),
        ("E007", "organizations", "O-1"),
        ("E007", "organizations", "O-2"),
    ]
    asked = []
    real = intake.ThreadPoolExecutor
    monkeypatch.setattr(intake, "_MANY", 1)
    monkeypatch.setattr(intake, "ThreadPoolExecutor", lambda **of: asked.append(of) or real(**of))
    assert told(rpb.read(folder)) == plain
    assert asked
