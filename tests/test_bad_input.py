"""Bad input of any kind through the command line: a clear message or E findings, no traceback, no row lost."""

import json
import zipfile

import pytest

from regionpb.cli import main

DIVISIONS = "code,name,level,parent\n3302,甬市,prefecture,\n330203,甬东区,county,3302\n"
HEADER = "id,name,form,division,superior,elected_on"
GOOD = "O-1,区委,committee,330203,,2010-05-01"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "divisions.csv").write_text(DIVISIONS, "utf-8")
    (tmp_path / "organizations.csv").write_text(f"{HEADER}\n{GOOD}\n", "utf-8")
    return tmp_path


@pytest.fixture
def check(capsys):
    """Check a source: exit code, the codes found with their file and row, rows, what was said on stderr."""

    def checking(source):
        code = main(["check", str(source), "--output-format", "json", "--min-severity", "info", "--at", "2011-07-29"])
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        assert "fault of regionpb" not in said.err
        if code == 2:
            assert said.err.strip(), "misuse and unreadable sources say why"
            return code, [], {}, said.err
        report = json.loads(said.out)
        for rows in report["rows"].values():
            assert rows["read"] == rows["taken"] + rows["set_aside"]
        places = [
            (f["code"], (f["source"] or {}).get("file"), (f["source"] or {}).get("row"))
            for f in report["findings"]
            if f["code"].startswith("E")
        ]
        return code, places, report["rows"], said.err

    return checking


def organizations(folder, content):
    path = folder / "organizations.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def test_missing_folder(check, tmp_path):
    code, _, _, said = check(tmp_path / "nowhere")
    assert code == 2
    assert "nowhere" in said


def test_empty_folder(check, tmp_path):
    assert check(tmp_path)[0] == 2


def test_nothing_but_unknown_files(check, tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "b.docx").write_bytes(b"PK")
    code, _, _, said = check(tmp_path)
    assert code == 2
    assert "a.jpg" in said


def test_nothing_but_unreadable_tables(check, tmp_path):
    (tmp_path / "organizations.csv").write_bytes(b"")
    (tmp_path / "divisions.csv").write_bytes(bytes(range(256)) * 40)
    assert check(tmp_path)[0] == 2


def test_empty_file(check, folder):
    (folder / "members.csv").write_bytes(b"")
    assert ("E011", "members.csv", None) in check(folder)[1]


def test_header_only(check, folder):
    (folder / "members.csv").write_text("id,organization,status\n")
    _, places, rows, _ = check(folder)
    assert not places
    assert rows["members"] == {"read": 0, "taken": 0, "set_aside": 0}


def test_binary_file_named_csv(check, folder):
    (folder / "members.csv").write_bytes(bytes(range(256)) * 40)
    assert ("E011", "members.csv", None) in check(folder)[1]


@pytest.mark.parametrize("name", ["members.parquet", "members.xlsx", "members.jsonl"])
def test_files_that_are_not_what_they_say(check, folder, name):
    (folder / name).write_bytes(b"\x00\x01not at all" * 50)
    assert any(code == "E011" and file.startswith(name) for code, file, _ in check(folder)[1])


def test_a_zip_that_is_no_workbook(check, folder):
    with zipfile.ZipFile(folder / "members.xlsx", "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert any(code == "E011" for code, _, _ in check(folder)[1])


def test_directory_named_like_a_table(check, folder):
    (folder / "members.csv").mkdir()
    assert ("E011", "members.csv", None) in check(folder)[1]


def test_broken_link(check, folder):
    (folder / "members.csv").symlink_to(folder / "gone.csv")
    assert ("E011", "members.csv", None) in check(folder)[1]


def test_two_files_for_one_table(check, folder):
    (folder / "党组织.csv").write_text(f"{HEADER}\nO-2,支部,branch,330203,O-1,\n", "utf-8")
    _, places, rows, _ = check(folder)
    assert not places
    assert rows["organizations"]["taken"] == 2


def test_the_same_row_in_two_files(check, folder):
    (folder / "党组织.csv").write_text(f"{HEADER}\n{GOOD}\n", "utf-8")
    assert check(folder)[1] == [("E007", "党组织.csv", 2)]


def test_mixed_encodings_in_one_file(check, folder):
    lines = [
        HEADER.encode(),
        "O-1,区委机关组织,committee,330203,,".encode(),
        "O-2,第二支部,branch,330203,O-1,".encode("gb18030"),
    ]
    organizations(folder, b"\n".join(lines) + b"\n")
    _, places, rows, _ = check(folder)
    assert not places
    assert rows["organizations"]["taken"] == 2


def test_one_file_utf8_the_other_gb18030(check, folder):
    organizations(folder, f"{HEADER}\n{GOOD}\n".encode("gb18030"))
    assert not check(folder)[1]


@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
def test_any_line_end(check, folder, end):
    organizations(folder, f"{HEADER}\n{GOOD}\n".encode().replace(b"\n", end))
    _, places, rows, _ = check(folder)
    assert not places
    assert rows["organizations"]["taken"] == 1


def test_byte_order_mark(check, folder):
    organizations(folder, b"\xef\xbb\xbf" + f"{HEADER}\n{GOOD}\n".encode())
    assert not check(folder)[1]


def test_a_cell_of_a_megabyte(check, folder):
    organizations(folder, f"{HEADER}\nO-1,{'甲' * 400_000},committee,330203,,\n")
    _, places, rows, _ = check(folder)
    assert not places
    assert rows["organizations"]["taken"] == 1


def test_a_megabyte_where_a_date_belongs(check, folder):
    organizations(folder, f"{HEADER}\nO-1,区委,committee,330203,,{'9' * 1_000_000}\n")
    assert check(folder)[1] == [("E002", "organizations.csv", 2)]


def test_nul_bytes(check, folder):
    organizations(folder, f"{HEADER}\nO-1,区\0委,committee,330203,,\n")
    _, places, rows, _ = check(folder)
    assert places == [("E011", "organizations.csv", 2)]
    assert rows["organizations"]["taken"] == 1


def test_ragged_rows(check, folder):
    organizations(folder, f"{HEADER}\n{GOOD}\nO-2,支部,branch,330203,O-1,,多\nO-3,短,branch,330203\n")
    _, places, rows, _ = check(folder)
    assert places == [("E012", "organizations.csv", 3)]
    assert rows["organizations"] == {"read": 3, "taken": 2, "set_aside": 1}


def test_an_open_quote_does_not_swallow_the_file(check, folder):
    more = "".join(f"O-{n},支部,branch,330203,O-1,\n" for n in range(3, 60))
    organizations(folder, f'{HEADER}\n{GOOD}\nO-2,"支部,branch,330203,O-1,\n{more}')
    _, places, rows, _ = check(folder)
    assert ("E011", "organizations.csv", 3) in places
    assert rows["organizations"]["taken"] >= 57


def test_a_table_without_its_key(check, folder):
    (folder / "members.csv").write_text("organization,status\nO-1,full\n")
    _, places, rows, _ = check(folder)
    assert ("E001", "members.csv", 1) in places
    assert rows["members"]["set_aside"] == 1


def test_a_table_without_another_required_column(check, folder):
    organizations(folder, "id,name,division\nO-1,区委,330203\n")
    _, places, rows, _ = check(folder)
    assert places == [("E001", "organizations.csv", 1)]
    assert rows["organizations"]["taken"] == 1


def test_duplicate_headers(check, folder):
    organizations(folder, "id,name,name,form,division\nO-1,区委,又,committee,330203\n")
    assert check(folder)[1] == [("E013", "organizations.csv", 1)]


def test_many_columns(check, folder):
    header = HEADER + "," + ",".join(f"x{n}" for n in range(2000))
    organizations(folder, f"{header}\n{GOOD}{',' * 2000}\n")
    _, places, rows, _ = check(folder)
    assert {code for code, _, _ in places} == {"E008"}
    assert rows["organizations"]["taken"] == 1


def test_ids_that_look_like_formulas_markup_and_control_codes(check, folder, capsys):
    ids = ["=1+1", "[bold]x[/bold]", "\x1b[31mred", "<script>alert(1)</script>", "\u202egnp", "../../etc"]
    rows = "".join(f'"{i}",{i},branch,nowhere,O-1,\n' for i in ids)
    organizations(folder, f"{HEADER}\n{GOOD}\n{rows}")
    _, places, _, _ = check(folder)
    assert [place[0] for place in places] == ["E005"] * 6
    for kind in ("text", "html", "csv"):
        main(["check", str(folder), "--output-format", kind])
        out = capsys.readouterr().out
        assert "\x1b[31m" not in out, kind
        assert "<script>alert" not in out or kind != "html", kind
    assert "\n=1+1" not in out
    assert ",=1+1" not in out


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "{}", "--select", "Q999"],
        ["check", "{}", "--policy", "nobody"],
        ["check", "{}", "--at", "yesterday"],
        ["check", "{}", "--output-format", "pdf"],
        ["check", "{}", "--min-severity", "grave"],
        ["rule", "U999"],
        ["schema", "people"],
        ["make", "atlantis", "{}"],
        ["make", "ningbo", "{}/x", "--size", "-1"],
        ["make", "ningbo", "{}/x", "--faults", "U999=1"],
        ["nothing"],
    ],
)
def test_misuse_is_told_and_exits_2(folder, capsys, arguments):
    code = main([a.format(folder) for a in arguments])
    said = capsys.readouterr()
    assert code == 2
    assert said.err.strip()
    assert "Traceback" not in said.err
    assert "fault of regionpb" not in said.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--set-aside", "{}"],
        ["--set-aside", "{}/../{name}"],
        ["--output", "{}/organizations.csv"],
        ["--output", "{}/report.csv"],
        ["--output", "{}/findings.jsonl"],
    ],
)
def test_the_source_is_never_written_over(folder, capsys, arguments):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    code = main(["check", str(folder), *(a.format(folder, name=folder.name) for a in arguments)])
    assert code == 2
    assert "choose another" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_page_beside_the_tables_is_no_table(folder):
    assert main(["check", str(folder), "--output", str(folder / "report.html")]) == 1
    assert (folder / "report.html").exists()


def test_redirected_text_is_not_padded(folder, capsys):
    (folder / "organizations.csv").unlink()
    main(["check", str(folder)])
    lines = capsys.readouterr().out.splitlines()
    assert any("E014" in line for line in lines)
    assert all(line == line.rstrip() and len(line) < 200 for line in lines)
