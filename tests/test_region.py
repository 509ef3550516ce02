"""The facade: days, tables, handles, checking, planting, writing."""

import threading
from datetime import date
from random import Random

import polars as pl
import pytest

import regionpb as rpb
from regionpb.testing import minimal


def frames(**tables):
    base = {
        "divisions": [{"code": "3302", "name": "甬市", "level": "prefecture"}],
        "organizations": [{"id": "O-1", "name": "甬委", "form": "committee", "division": "3302", "approved": True}],
    }
    return {name: pl.DataFrame(rows) for name, rows in (base | tables).items()}


HISTORY = [
    {"id": "O-1", "name": "旧名", "form": "committee", "division": "3302", "start": "2001-01-01", "end": "2005-01-01"},
    {"id": "O-1", "name": "新名", "form": "committee", "division": "3302", "start": "2005-01-01", "end": None},
    {"id": "O-2", "name": "支部", "form": "branch", "division": "3302", "start": "2003-01-01", "end": "2010-01-01"},
]


def test_at_speaks_of_another_day():
    region = rpb.read(frames(organizations=HISTORY), at="2011-07-29")
    assert region.table("organizations")["name"].to_list() == ["新名"]
    assert region.at("2004-06-01").table("organizations")["name"].to_list() == ["旧名", "支部"]
    assert region.at(date(2005, 1, 1)).table("organizations")["name"].to_list() == ["新名", "支部"], "[start, end)"
    assert region.at("1999-01-01").table("organizations").is_empty()
    assert region.history("organizations").height == 3
    assert region.scan("organizations").collect().equals(region.table("organizations"))


def test_records_exist_from_their_first_date_on():
    transfer = {
        "id": "T-1",
        "member": "M-1",
        "source": "O-1",
        "target": "O-1",
        "kind": "ordinary",
        "issued": "2011-08-01",
    }
    region = rpb.read(frames(transfers=[transfer]), at="2011-07-29")
    assert region.table("transfers").is_empty()
    assert region.at("2011-08-01").table("transfers").height == 1


def test_a_day_may_be_in_the_source_or_today(tmp_path):
    minimal().write(tmp_path)
    assert rpb.read(tmp_path).day == date(2011, 7, 29)
    (tmp_path / "regionpb.toml").unlink()
    assert rpb.read(tmp_path).day == date.today()
    with pytest.raises(rpb.SourceError, match="no day"):
        rpb.read(tmp_path, at="yesterday")


def test_tables_are_asked_by_either_name():
    region = minimal()
    assert region.table("党组织").equals(region.table("organizations"))
    with pytest.raises(rpb.UnknownName, match="did you mean 'members'"):
        region.table("member")


def test_handles_follow_edges():
    region = rpb.read(
        {
            **frames(
                divisions=[
                    {"code": "3302", "name": "甬市", "level": "prefecture", "parent": None},
                    {"code": "330203", "name": "甬东区", "level": "county", "parent": "3302"},
                ],
                organizations=[
                    {
                        "id": "O-1",
                        "name": "委",
                        "form": "committee",
                        "division": "3302",
                        "superior": None,
                        "regional_unit": None,
                    },
                    {
                        "id": "O-2",
                        "name": "枢纽",
                        "form": "general_branch",
                        "division": "330203",
                        "superior": "O-1",
                        "regional_unit": None,
                    },
                    {
                        "id": "O-3",
                        "name": "支部",
                        "form": "branch",
                        "division": "330203",
                        "superior": "O-2",
                        "regional_unit": "R-1",
                    },
                ],
                regional_units=[
                    {"id": "R-1", "name": "区域", "mode": "park", "division": "330203", "hub": "O-2", "reservoir": None}
                ],
                units=[
                    {
                        "id": "U-1",
                        "name": "公司",
                        "kind": "non_public_enterprise",
                        "division": "330203",
                        "organization": "O-3",
                        "regional_unit": "R-1",
                    }
                ],
                members=[{"id": "M-1", "organization": "O-3", "status": "full", "unit": "U-1", "name": "某某"}],
                seats=[{"id": "S-1", "role": "secretary", "organization": "O-3", "holder": "M-1"}],
                pairings=[{"id": "P-1", "left": "O-3", "right": "O-1"}],
            )
        },
        at="2011-07-29",
    )
    branch = region.organization("O-3")
    assert branch.row.form is rpb.models.Organization.model_fields["form"].annotation.BRANCH
    assert branch.superior == region.organization("O-2")
    assert [s.id for s in region.organization("O-1").subordinates] == ["O-2"]
    assert branch.secretary.id == "M-1"
    assert [p.id for p in branch.partners] == ["O-1"]
    assert [p.id for p in region.organization("O-1").partners] == ["O-3"], "a pairing has no direction"
    assert branch.division.parent.id == "3302"
    assert [u.id for u in branch.units] == ["U-1"]
    hub = region.regional_unit("R-1")
    assert hub.hub.id == hub.reservoir.id == "O-2"
    assert [o.id for o in hub.organizations] == ["O-3"]
    assert [u.id for u in hub.units] == ["U-1"]
    assert region.member("M-1").organization == branch
    assert region.member("M-1").unit.members == [region.member("M-1")]
    assert region.division("3302").children[0].organizations[0].id == "O-2"
    assert region.member("M-1").name == "M-1", "a handle does not give a personal name away"
    with pytest.raises(rpb.UnknownName, match="did you mean 'O-"):
        region.organization("O-33")


def test_networkx_shape():
    region = minimal()
    graph = region.to_networkx("subordination", "membership")
    assert graph.is_multigraph()
    assert graph.is_directed()
    assert graph.nodes["organizations", "O-1"]["form"] == "committee"
    assert graph.has_edge(("organizations", "O-1"), ("organizations", "O-2"), key=("subordination", "O-2"))
    assert graph.has_edge(("organizations", "O-2"), ("members", "M-1"), key=("membership", "M-1"))
    with pytest.raises(rpb.UnknownName):
        region.to_networkx("friendship")


def test_networkx_carries_no_personal_names():
    region = rpb.read(frames(members=[{"id": "M-1", "organization": "O-1", "status": "full", "name": "某某"}]))
    graph = region.to_networkx("membership")
    assert "name" not in graph.nodes["members", "M-1"]
    assert "某某" not in str(dict(graph.nodes(data=True))) + str(list(graph.edges(data=True)))


def test_select_and_ignore():
    region = minimal().plant([rpb.rules["U004"], rpb.rules["R001"]], Random(1))

    def codes(**how):
        return [*region.check(**how).counts()]

    assert codes() == ["R001", "U004"]
    assert codes(select=["U"]) == ["U004"]
    assert codes(select=["U", "R001"], ignore=["U004"]) == ["R001"]
    assert codes(ignore=["U", "A"]) == ["R001"]
    assert codes(ignore=["U"], select=["U004"]) == ["U004"], "the longer prefix wins"
    with pytest.raises(rpb.UnknownName):
        region.check(select=["U999"])


def test_policy_may_be_named_given_or_a_file(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(
        'extends = "national"\n[[parameters.minimum_full_members.values]]\nvalue = 4\nnorm = "ours"\n', "utf-8"
    )
    region = minimal()
    assert region.check(policy="national").policy.name == "national"
    assert region.check(policy=own).counts() == {"O006": 1}
    assert region.check(policy=region.check(policy=own).policy).counts() == {"O006": 1}
    with pytest.raises(rpb.PolicyError):
        region.check(policy="provincial")


@pytest.mark.parametrize(
    ("text", "told", "told_zh"),
    [
        ("", "policy 'own' has no 'minimum_full_members', which O006 asks", "没有规则 O"),
        ('name = "ours"', "policy 'ours' has no ", "政策“ours”没有规则 O"),
        ('extends = "ningbo"\n[[switches.U0004]]\non = false\nnorm = "x"', "did you mean 'U004'?", "是不是指“U004”？"),
    ],
)
def test_a_policy_that_is_not_for_these_rules_is_told_wherever_it_is_named(tmp_path, text, told, told_zh):
    own = tmp_path / "own.toml"
    own.write_text(text, "utf-8")
    minimal().write(tmp_path / "register")
    (tmp_path / "register/regionpb.toml").write_text('day = 2011-07-29\npolicy = "../own.toml"\n', "utf-8")
    for ask in (lambda: minimal().check(policy=own), lambda: rpb.read(tmp_path / "register")):
        with pytest.raises(rpb.PolicyError) as raised:
            ask()
        assert told in str(raised.value)
        assert told_zh in raised.value.chinese


def test_the_page_says_by_which_norm(tmp_path):
    region = minimal().plant([rpb.rules["O006"], rpb.rules["D006"]], Random(0))
    page = region.check(policy="national").save(tmp_path / "page.html").read_text("utf-8")
    assert "fewest full members of an organization: 3 (Party Constitution (2007), Art. 29)" in page
    assert "《中国共产党章程》（2007年）第二十九条" in page
    assert rpb.rules["D006"].summary in page
    assert "本书代序三（P3a）" in page


def test_a_source_may_ask_for_a_policy_of_its_own(tmp_path):
    minimal().write(tmp_path)
    (tmp_path / "own.toml").write_text(
        'extends = "ningbo"\n[[parameters.minimum_full_members.values]]\nvalue = 4\nnorm = "ours"\n', "utf-8"
    )
    (tmp_path / "regionpb.toml").write_text('day = 2011-07-29\npolicy = "own.toml"\n', "utf-8")
    assert rpb.read(tmp_path).check().counts() == {"O006": 1}
    (tmp_path / "regionpb.toml").write_text('policy = "nobody"\n', "utf-8")
    with pytest.raises(rpb.PolicyError, match=r"regionpb\.toml"):
        rpb.read(tmp_path)


def test_absent_tables_and_columns_are_not_checked():
    report = rpb.read(frames(), at="2011-07-29").check()
    missing = {n.code: n.missing for n in report.not_checked}
    assert missing["U004"] == ("organizations.superior", "organizations.regional_unit", "regional_units") or (
        "regional_units" in missing["U004"]
    )
    assert "seats" in missing["O010"]
    assert "O010" not in report.counts()
    assert report.ok


@pytest.mark.parametrize("kind", ["csv", "parquet", "jsonl", "xlsx"])
def test_what_is_written_reads_the_same(tmp_path, kind):
    region = rpb.datasets.ningbo(size=0.001)
    region.write(tmp_path, kind)
    again = rpb.read(tmp_path)
    assert again.day == region.day
    assert not again.intake.findings.filter(pl.col("severity") != "info").height
    for name in region.tables.frames:
        columns = [c for c in region.history(name).columns if c not in region.tables.absent[name]]
        assert again.history(name).select(columns).equals(region.history(name).select(columns)), name
    assert again.check().counts() == region.check().counts()


def test_findings_from_files_tell_their_place(tmp_path):
    region = minimal().plant([rpb.rules["U004"]], Random(1))
    region.write(tmp_path)
    (finding,) = rpb.read(tmp_path).check().findings
    lines = (tmp_path / "organizations.csv").read_text("utf-8-sig").splitlines()
    assert finding.source.file == "organizations.csv"
    assert lines[finding.source.row - 1].startswith(f"{finding.id},")
    assert finding.source.column == "superior"
    assert region.check().findings[0].source is None, "frames in memory have no place"


def test_personal_names_are_not_written(tmp_path):
    rpb.read(frames(members=[{"id": "M-1", "organization": "O-1", "status": "full", "name": "某某"}])).write(tmp_path)
    assert all("某某" not in path.read_text("utf-8-sig") for path in tmp_path.iterdir())


def test_written_text_is_no_formula(tmp_path):
    organizations = [{"id": "O-1", "name": '=HYPERLINK("x")', "form": "committee", "division": "3302"}]
    region = rpb.read(frames(organizations=organizations))
    region.write(tmp_path / "csv")
    assert ",'=HYPERLINK" in (tmp_path / "csv/organizations.csv").read_text("utf-8-sig").replace('"', "")
    region.write(tmp_path / "book.xlsx", "xlsx")
    for source in ("csv", "book.xlsx"):
        assert rpb.read(tmp_path / source).organization("O-1").name == '=HYPERLINK("x")'


def test_planting_is_recorded_and_leaves_the_region_alone():
    region = minimal()
    planted = region.plant([rpb.rules["R001"], rpb.rules["R001"]], Random(0))
    assert region.check().ok
    assert planted.planted["code"].to_list() == ["R001", "R001"]
    assert [(f.code, f.table, f.id) for f in planted.check().findings] == planted.planted.rows()


def test_reprs_tell_what_is_in_it():
    region = minimal()
    assert repr(region) == (
        "<Region of 2011-07-29: 2 divisions, 2 organizations, 0 regional units, 3 members; 22 tables>"
    )
    html = region._repr_html_()
    assert "党组织" in html
    assert "2011-07-29" in html


def test_html_repr_escapes():
    region = minimal()
    from attrs import evolve

    assert "<script>" not in evolve(region, title="<script>alert(1)</script>")._repr_html_()


def test_a_region_is_shared_between_threads():
    region = rpb.datasets.ningbo(size=0.001, faults={"U004": 2, "R001": 1})
    expected = region.check().to_polars()
    results, errors = [], []

    def work(day_shift):
        try:
            other = region.at(date(2011, 7, 29 - day_shift % 2))
            for _ in range(5):
                found = region.check().to_polars()
                other.check()
                results.append(found.equals(expected))
        except Exception as error:  # noqa: BLE001 - whatever a thread ran into
            errors.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert all(results)
    assert len(results) == 30


def test_raise_for_errors():
    minimal().check().raise_for_errors()
    with pytest.raises(rpb.FindingsError, match="U004"):
        minimal().plant([rpb.rules["U004"]], Random(0)).check().raise_for_errors()


def test_a_report_as_frames_and_files(tmp_path):
    report = minimal().plant([rpb.rules["U004"]], Random(0)).check()
    assert report.to_polars()["name"].to_list() == ["not-under-hub"]
    assert report.to_pandas()["code"].tolist() == ["U004"]
    for suffix in ("html", "json", "jsonl", "csv", "txt"):
        assert "U004" in report.save(tmp_path / f"report.{suffix}").read_text("utf-8-sig")
    with pytest.raises(rpb.UnknownName):
        report.save(tmp_path / "report.docx")
    assert report.worst == "error"
    assert report.in_language("zh")[0].message.startswith("党组织")


def test_public_names():
    assert rpb.__all__ == sorted(rpb.__all__)
    for name in rpb.__all__:
        assert getattr(rpb, name) is not None
    with pytest.raises(AttributeError):
        rpb.nothing  # noqa: B018


@pytest.mark.parametrize("code", [code for code in rpb.rules if code.startswith("E")])
def test_faults_of_input_are_still_there_when_written_and_read(tmp_path, code):
    region = minimal().plant([rpb.rules[code]], Random(3))
    region.write(tmp_path)
    found = {(f.code, f.table, f.id) for f in rpb.read(tmp_path).check().findings}
    assert set(region.planted.rows()) <= found


def test_planting_twice_keeps_the_first():
    region = minimal().plant([rpb.rules["E002"]], Random(1)).plant([rpb.rules["E012"]], Random(2))
    assert sorted(region.check().counts()) == ["E002", "E012"]


def test_cells_under_an_empty_header_are_told_and_kept(tmp_path):
    minimal().write(tmp_path)
    lines = (tmp_path / "organizations.csv").read_text("utf-8-sig").splitlines()
    (tmp_path / "organizations.csv").write_text(
        "\n".join([lines[0] + ",", *(line + ",甲" for line in lines[1:])]), "utf-8"
    )
    region = rpb.read(tmp_path)
    assert [f.code for f in region.check().findings] == ["E008"]
    assert region.table("organizations").to_series(-1).to_list() == ["甲", "甲"]


def test_a_table_without_rows_is_present_in_every_format(tmp_path):
    for kind in ("csv", "parquet", "jsonl", "xlsx"):
        minimal().write(tmp_path / kind, kind)
        again = rpb.read(tmp_path / kind)
        assert "pairings" in again.tables, kind
        assert again.check().ok, kind
        assert not again.check().not_checked, kind


# ---- what a sceptical newcomer ran into --------------------------------------------------------------


def test_tables_from_elsewhere_are_never_written_over(tmp_path):
    (tmp_path / "党员.csv").write_text("党员编号,所在党组织,党员类别\nM-1,O-1,正式\n", "utf-8")
    with pytest.raises(rpb.SourceError, match=r"党员\.csv.*empty folder"):
        minimal().write(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["党员.csv"]


def test_what_was_written_before_is_replaced_whole(tmp_path):
    minimal().plant([rpb.rules["E012"], rpb.rules["E011"]], Random(1)).write(tmp_path)
    minimal().write(tmp_path, "parquet")
    assert {p.suffix for p in tmp_path.iterdir()} == {".parquet", ".toml"}
    assert rpb.read(tmp_path).check().ok


def test_a_workbook_of_its_own_leaves_its_folder_alone(tmp_path):
    (tmp_path / "members.csv").write_text("x")
    assert minimal().write(tmp_path / "book.xlsx", "xlsx") == [tmp_path / "book.xlsx"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["book.xlsx", "members.csv"]


def test_a_policy_file_is_found_from_where_the_region_was_written(tmp_path):
    minimal().write(tmp_path / "a")
    (tmp_path / "a" / "own.toml").write_text('extends = "ningbo"\n', "utf-8")
    (tmp_path / "a" / "regionpb.toml").write_text('day = 2011-07-29\npolicy = "own.toml"\n', "utf-8")
    rpb.read(tmp_path / "a").write(tmp_path / "b")
    assert rpb.read(tmp_path / "b").check().policy.name == "own"


def test_days_in_every_dress():
    from datetime import datetime

    region = minimal()
    for day in (datetime(2012, 1, 1, 12, 30), "2012-01-01", "2012/1/1", "20120101", "2012年1月1日"):
        assert region.at(day).day == date(2012, 1, 1)
        assert type(region.at(day).day) is date
    for bad in (None, "soon", "2012-13-01", 3.5):
        with pytest.raises(rpb.SourceError, match="no day"):
            region.at(bad)


def test_handles_lead_on_where_required_columns_never_came():
    region = rpb.read(
        {
            "divisions": pl.DataFrame({"code": ["3302"], "name": ["甬"], "level": ["地级"]}),
            "organizations": pl.DataFrame({"id": ["O-1", "O-2"], "division": ["3302"] * 2, "superior": [None, "O-1"]}),
            "regional_units": pl.DataFrame({"id": ["R"], "hub": ["O-1"]}),
            "units": pl.DataFrame({"id": ["U"], "organization": ["O-2"]}),
            "members": pl.DataFrame({"id": ["M"], "organization": ["O-2"]}),
            "service_points": pl.DataFrame({"id": ["S"], "linked_to": ["S"]}),
        },
        at="2011-07-29",
    )
    branch = region.organization("O-2")
    assert (branch.division.id, branch.superior.id, branch.name) == ("3302", "O-1", "O-2")
    assert [member.id for member in branch.members] == [unit.id for unit in region.organization("O-2").members] == ["M"]
    assert region.regional_unit("R").hub == region.regional_unit("R").reservoir == region.organization("O-1")
    assert region.unit("U").organization == region.member("M").organization == branch
    assert region.service_point("S").linked_to == [region.service_point("S")]
    assert (branch.row.form, branch.row.name, branch.row.superior) == (None, None, "O-1")


def test_keys_of_handles_may_be_numbers_and_nonsense_is_unknown():
    region = minimal()
    assert region.division(330203).id == "330203"
    for bad in (None, 5, ""):
        with pytest.raises(rpb.UnknownName):
            region.organization(bad)


def test_regions_and_reports_travel():
    import copy
    import pickle

    region = minimal().plant([rpb.rules["U004"]], Random(1))
    for again in (pickle.loads(pickle.dumps(region)), copy.deepcopy(region)):
        assert again.check().counts() == {"U004": 1}
    report = pickle.loads(pickle.dumps(region.check()))
    assert report.findings[0].code == "U004"


def test_rows_written_by_hand_are_frames():
    region = rpb.read(
        {
            "divisions": [{"code": "3302", "name": "甬市", "level": "地级"}],
            "organizations": [{"id": "O-1", "name": "甬委", "form": "党委", "division": "甬市", "superior": None}],
        }
    )
    assert region.organization("O-1").division.id == "3302"


def test_a_report_that_cannot_be_saved_says_so():
    with pytest.raises(rpb.SourceError, match="cannot be written"):
        minimal().check().save("/nonexistent/report.html")


def test_a_rule_that_is_not_asked_is_not_planted():
    for code in ("O017", "R008"):
        with pytest.raises(rpb.RegionError, match="not asked on 2011-07-29"):
            rpb.datasets.ningbo(size=0.001, faults={code: 1})
    for times in (-1, "2", True):
        with pytest.raises(rpb.RegionError, match="whole number"):
            rpb.datasets.ningbo(size=0.001, faults={"U004": times})


@pytest.mark.parametrize("faults", [["E001", "O006"], ["O006", "E001"], ["E001"] * 2, ["E013"] * 3, ["E004", "E001"]])
def test_faults_are_found_in_whatever_order_they_are_planted(faults):
    planted = minimal().plant([rpb.rules[code] for code in faults], Random(1))
    assert len(planted.planted) == len(faults)
    found = [(f.code, f.table, f.id) for f in planted.check(ignore=["U006", "R007"]).findings]
    assert sorted(found, key=str) == sorted(planted.planted.rows(), key=str)
    again = minimal()
    for code in faults:
        again = again.plant([rpb.rules[code]], Random(1))
    assert len(again.check(ignore=["U006", "R007"])) == len(faults)


@pytest.mark.parametrize("faults", [["E014"] * 2, ["E014", "O006"], ["O006", "E014"], ["E001"] * 9])
def test_what_cannot_be_planted_together_is_refused(faults):
    from regionpb.rules.planting.draft import Unplantable

    with pytest.raises(Unplantable):
        minimal().plant([rpb.rules[code] for code in faults], Random(1))


def test_forests_and_default_graph_for_networkx():
    region = minimal()
    assert list(region.subordination.to_networkx().edges) == [("O-1", "O-2")]
    relations = {key[0] for _, _, key in region.to_networkx().edges(keys=True)}
    assert relations == {"territory", "subordination"}


def test_intake_prints_as_one_line():
    assert repr(minimal().intake) == "<Intake of 22 tables: 16 rows, 0 set aside, 0 findings>"
