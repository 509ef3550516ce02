"""Hostile JSON Lines, Parquet, workbooks, settings and paths."""

import json
import zipfile
from pathlib import Path

import polars as pl

from .case import DIVISIONS, GOOD, HEADER, ORGANIZATIONS, Corpus

FILES = Corpus([])
case = FILES.case
RECORD = {"id": "O-2", "name": "甲", "form": "branch", "division": "330203", "superior": "O-1"}


def json_lines(folder, *lines):
    (folder / "organizations.csv").unlink()
    good = dict(zip(HEADER.strip().split(","), GOOD.strip().split(","), strict=True))
    said = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in (good, *lines)]
    (folder / "organizations.jsonl").write_text("\n".join(said) + "\n", "utf-8", "surrogatepass")


@case(organizations=4)
def json_of_a_hundred_thousand_brackets(folder):
    """Nesting deeper than any stack, closed and not."""
    deep = "[" * 100_000
    closed = deep + "]" * 100_000
    json_lines(folder, f'{{"id": {deep}', f'{{"id": {closed}}}', '{"id":' * 100_000 + "1" + "}" * 100_000)


@case(organizations=1_200)
def json_nested_as_deep_as_python_reads(folder):
    """Every depth of nesting about where reading ends: what is read must be written again."""
    said = json.dumps({**RECORD, "name": "?"})
    json_lines(folder, *(said.replace('"?"', "[" * depth + "]" * depth) for depth in range(1, 1_200)))


@case(organizations=20_001)
def json_nested_deeply_in_every_line(folder):
    """What is nested five hundred deep, twenty thousand times."""
    said = json.dumps({**RECORD, "name": "?"}).replace('"?"', "[" * 500 + "]" * 500)
    json_lines(folder, *[said] * 20_000)


@case(organizations=7)
def json_of_huge_numbers(folder):
    """Numbers beyond every type, and what is no number in JSON."""
    numbers = ("1e400", "-1e400", "9" * 5000, "1" + "0" * 400, "NaN", "18446744073709551616")
    json_lines(folder, *(f'{{"id": "O-{i}", "name": {number}, "sort": {number}}}' for i, number in enumerate(numbers)))


@case(organizations=4)
def json_keys_twice(folder):
    """A key that stands twice in an object, plainly or in escapes, or in an inner one."""
    json_lines(folder, '{"id":"a","id":"b"}', '{"id":"c","i\\u0064":"d"}', '{"id":"e","name":{"x":1,"x":2}}')


@case(organizations=10)
def json_that_is_no_object(folder):
    """Values, words, pieces."""
    json_lines(folder, "1", '"a"', "null", "true", "{", "}", "[]", "{'id': 1}", '{"id": 1} {"id": 2}')


@case(organizations=6)
def json_of_odd_text(folder):
    """Half characters, NULs and escapes; keys that are odd."""
    odd = ('{"id":"\\ud800"}', '{"id":"\\ud83d\\ude00"}', '{"id":"a\\u0000b"}', '{"":"x","id":"y"}', '{"\\u0000":1}')
    json_lines(folder, *odd)


@case(organizations=6)
def json_of_odd_types(folder):
    """Objects, lists, booleans and lists of lists where a word belongs."""
    json_lines(folder, *({**RECORD, "id": value} for value in ({"a": 1}, ["O-5"], True, [["x"], []], [None, {}])))


@case(organizations=3)
def json_keys_like_patterns(folder):
    """Keys that polars would take for patterns over column names, read by either reader."""
    json_lines(folder, {**RECORD, "^.*$": "a", "*": "b", "^id$": "c"}, {"id": "O-3", "^": ["[x]"], "$": {"a": "]"}})
    lines = [json.dumps({"id": f"M-{i}", "organization": "O-1", "^.*$": "a", "*": "b"}) for i in range(3)]
    (folder / "members.jsonl").write_text("\n".join(lines), "utf-8")


@case(organizations=21, big=True)
def json_of_ten_thousand_keys(folder):
    """Ten thousand keys in each of twenty objects."""
    json_lines(folder, *({"id": f"O-{i}"} | {f"k{n}": 1 for n in range(10_000)} for i in range(20)))


@case(big=True)
def json_of_ever_new_keys(folder):
    """Twenty thousand objects, none of which has a key of another: as a table four hundred million cells."""
    json_lines(folder, *(f'{{"k{i}":1}}' for i in range(20_000)))


@case()
def json_array(folder):
    """One array, which is no JSON Lines."""
    (folder / "members.jsonl").write_text(json.dumps([RECORD] * 3, indent=1), "utf-8")


@case(members=0)
def json_lines_that_are_empty(folder):
    """No object at all."""
    (folder / "members.jsonl").write_text("{}\n\n{}\n", "utf-8")


@case()
def parquet_cut_short(folder):
    """The first half of a file."""
    path = folder / "members.parquet"
    pl.DataFrame({"id": [str(i) for i in range(1000)], "organization": "O-1", "status": "full"}).write_parquet(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@case(organizations=3)
def parquet_of_every_type(folder):
    """Each type that polars has where text belongs."""
    (folder / "organizations.csv").unlink()
    nested = pl.Series([{"a": [1]}, None, {"a": []}])
    frame = pl.DataFrame({"id": [b"a", b"\xff", None], "name": nested, "form": [1.5, float("nan"), float("inf")]})
    more = {"division": pl.Series([330203, None, -1])}
    (frame.with_columns(**more, superior=pl.duration(days=1), start=pl.time(1), end=pl.lit(True))).write_parquet(
        folder / "organizations.parquet"
    )


@case(organizations=0)
def parquet_without_columns(folder):
    """A table of no columns and no rows."""
    (folder / "organizations.csv").unlink()
    pl.DataFrame().write_parquet(folder / "organizations.parquet")


def workbook(folder, sheet, name="members.xlsx", dimension="", more=()):
    """A workbook by hand, of one sheet whose rows are given as XML."""
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{rels}"><Relationship Id="r1" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="members" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{rels}"><Relationship Id="r1" Type="{office}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet
        if sheet.startswith("<?")
        else f'<worksheet xmlns="{main}">{dimension}<sheetData>{sheet}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as book:
        for part, text in {**parts, **dict(more)}.items():
            book.writestr(part, text)


def cell(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


HEAD = f'<row r="1">{cell("A1", "id")}{cell("B1", "organization")}{cell("C1", "status")}</row>'
FIRST = f'<row r="2">{cell("A2", "M-1")}{cell("B2", "O-1")}{cell("C2", "full")}</row>'


@case(members=1)
def a_workbook_by_hand(folder):
    """A sound one, to see that the others are what they mean to be."""
    workbook(folder, HEAD + FIRST)


@case(members=2, big=True)
def a_cell_a_million_rows_away(folder):
    """One cell in the last row there can be."""
    workbook(folder, f'{HEAD}{FIRST}<row r="1048576">{cell("C1048576", "x")}</row>')


@case()
def a_cell_in_the_last_corner_that_is_told(folder):
    """One cell in the last column of the last row; the sheet says how large it is."""
    far = f'<row r="1048576">{cell("XFD1048576", "x")}</row>'
    workbook(folder, HEAD + FIRST + far, dimension='<dimension ref="A1:XFD1048576"/>')


@case(big=True)
def a_cell_in_the_last_corner(folder):
    """The same, but the sheet does not say how large it is."""
    workbook(folder, f'{HEAD}{FIRST}<row r="1048576">{cell("XFD1048576", "x")}</row>')


@case(big=True)
def a_cell_in_the_last_corner_denied(folder):
    """The same, but the sheet says it is small."""
    far = f'<row r="1048576">{cell("XFD1048576", "x")}</row>'
    workbook(folder, HEAD + FIRST + far, dimension='<dimension ref="A1:C2"/>')


@case(big=True)
def a_zip_bomb(folder):
    """Two hundred megabytes of one letter in two hundred kilobytes."""
    workbook(folder, HEAD + f'<row r="2">{cell("A2", "x" * 200_000_000)}</row>')


@case()
def xml_that_is_broken(folder):
    """A sheet cut in the middle of a tag."""
    workbook(folder, f'<?xml version="1.0"?><worksheet><sheetData>{HEAD}{FIRST[:40]}')


@case()
def xml_that_grows(folder):
    """Entities of entities of entities."""
    entities = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{entities}]>'
    workbook(folder, head + f"<worksheet><sheetData>{HEAD}{FIRST.replace('full', '&l11;')}</sheetData></worksheet>")


@case()
def xml_nested_a_hundred_thousand_deep(folder):
    """Tags in tags."""
    workbook(folder, f'<?xml version="1.0"?><worksheet>{"<a>" * 100_000}{"</a>" * 100_000}</worksheet>')


@case()
def a_workbook_of_odd_places(folder):
    """Cells that say they stand nowhere, twice in one place, or before those before them."""
    places = ("A0", "ZZZZ1", "", "1", "A99999999999", "A-1", "A1", "A1", "C1", "B1")
    workbook(folder, HEAD + "".join(f'<row r="x">{cell(place, "x")}</row>' for place in places))


@case()
def a_workbook_without_its_sheet(folder):
    """A workbook of which a part is missing."""
    workbook(folder, HEAD)
    with zipfile.ZipFile(folder / "members.xlsx") as book:
        kept = {name: book.read(name) for name in book.namelist() if "sheet1" not in name}
    with zipfile.ZipFile(folder / "members.xlsx", "w") as book:
        for name, data in kept.items():
            book.writestr(name, data)


@case()
def a_workbook_cut_short(folder):
    """The first half of one."""
    workbook(folder, HEAD + FIRST)
    path = folder / "members.xlsx"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def open_document(folder, rows):
    name = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = f'xmlns:office="{name}:office:1.0" xmlns:table="{name}:table:1.0" xmlns:text="{name}:text:1.0"'
    content = f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
    content += f'<table:table table:name="members">{rows}</table:table>'
    content += "</office:spreadsheet></office:body></office:document-content>"
    with zipfile.ZipFile(folder / "members.ods", "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        kind = '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:'
        book.writestr("META-INF/manifest.xml", kind + 'manifest:1.0"></manifest:manifest>')
        book.writestr("content.xml", content)


def open_cell(text, repeated=""):
    said = f' table:number-columns-repeated="{repeated}"' if repeated else ""
    return f'<table:table-cell office:value-type="string"{said}><text:p>{text}</text:p></table:table-cell>'


OPEN_HEAD = f"<table:table-row>{''.join(map(open_cell, ('id', 'organization', 'status')))}</table:table-row>"


@case(members=1)
def an_open_document_by_hand(folder):
    """A sound `.ods`."""
    cells = "".join(map(open_cell, ("M-1", "O-1", "full")))
    open_document(folder, f"{OPEN_HEAD}<table:table-row>{cells}</table:table-row>")


@case(big=True)
def an_open_document_that_repeats_itself(folder):
    """A cell that is repeated over all columns of all rows."""
    many = f'<table:table-row table:number-rows-repeated="1048576">{open_cell("x", 16384)}</table:table-row>'
    open_document(folder, OPEN_HEAD + many)


@case(big=True)
def an_open_document_that_repeats_a_row(folder):
    """Twenty cells in a million rows, said in three hundred bytes."""
    many = f'<table:table-row table:number-rows-repeated="1000000">{open_cell("x", 20)}</table:table-row>'
    open_document(folder, OPEN_HEAD + many)


@case(members=3)
def an_open_document_with_blank_rows_to_its_end(folder):
    """As a spreadsheet saves it: a row three times, then empty cells to the end of the sheet, which are none."""
    row = "".join(map(open_cell, ("M-1", "O-1", "full")))
    thrice = f'<table:table-row table:number-rows-repeated="3">{row}</table:table-row>'
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    rest = f'<table:table-row table:number-rows-repeated="1048572">{blank}</table:table-row>'
    open_document(folder, OPEN_HEAD + thrice + rest)


@case(big=True)
def an_open_document_that_repeats_itself_without_end(folder):
    """Numbers beyond every type."""
    many = f'<table:table-row table:number-rows-repeated="99999999999">{open_cell("x", "9" * 18)}</table:table-row>'
    open_document(folder, OPEN_HEAD + many)


@case(source="x.csv", nothing=True)
def a_directory_named_like_a_file(folder):
    """A folder x.csv, empty."""
    (folder / "x.csv").mkdir()


@case()
def directories_named_like_tables(folder):
    """Folders of which the names end as files' do."""
    for suffix in ("csv", "jsonl", "parquet", "xlsx", "ods"):
        (folder / f"members.{suffix}").mkdir()


@case(organizations=1, units=0)
def a_link_to_a_file(folder):
    """A link that leads to a table elsewhere, over another link."""
    other = folder.parent / f"{folder.name}-linked.csv"
    other.write_text("id,name,kind,division\n", "utf-8")
    (folder / ".hop").symlink_to(other)
    (folder / "units.csv").symlink_to(folder / ".hop")


@case()
def links_that_lead_nowhere(folder):
    """Links to what is not there."""
    for suffix in ("csv", "jsonl", "parquet", "xlsx"):
        (folder / f"units.{suffix}").symlink_to("nowhere")


@case()
def links_in_circles(folder):
    """Links to themselves and to each other, files and folders."""
    for suffix in ("csv", "jsonl", "parquet", "xlsx"):
        (folder / f"units.{suffix}").symlink_to(f"units.{suffix}")
    (folder / "a.csv").symlink_to("b.csv")
    (folder / "b.csv").symlink_to("a.csv")
    (folder / "self").symlink_to(".")


@case(source="loop", nothing=True)
def a_link_to_itself_as_source(folder):
    """The source itself is a circle."""
    (folder / "loop").symlink_to("loop")


@case(source="loop.csv", nothing=True)
def a_link_to_itself_as_file(folder):
    """The same with the name of a table's file."""
    (folder / "loop.csv").symlink_to("loop.csv")


@case(source="/dev/null", nothing=True)
def a_device(folder):
    """What is neither a file nor a folder."""


@case(organizations=1)
def devices_and_pipes_behind_names_of_tables(folder):
    """Whoever reads these waits or reads for ever."""
    import os

    os.mkfifo(folder / "members.csv")
    for suffix in ("csv", "jsonl", "parquet", "xlsx"):
        (folder / f"units.{suffix}").symlink_to("/dev/zero")
    os.mkfifo(folder / "seats.parquet")


@case(source="regionpb.toml/organizations.csv", nothing=True)
def a_path_through_a_file(folder):
    """A path that takes a file for a folder."""
    Path(folder, "regionpb.toml").write_text("", "utf-8")


@case(nothing=True)
def settings_that_are_no_text(folder):
    """Bytes where TOML belongs."""
    (folder / "regionpb.toml").write_bytes(bytes(range(256)))


@case(nothing=True)
def settings_of_huge_numbers(folder):
    """A number of five thousand digits where a day belongs."""
    (folder / "regionpb.toml").write_text(f"day = {'9' * 5000}\n", "utf-8")


@case(nothing=True)
def settings_of_odd_values(folder):
    """Values of wrong types throughout."""
    odd = "day = 1e400\npolicy = ['a']\nwritten = {a = nan}\n[columns.organizations]\na = 2011-07-29T00:00:00Z\n"
    (folder / "regionpb.toml").write_text(odd, "utf-8")


@case(organizations=1)
def settings_that_map_onto_each_other(folder):
    """Headers of the source's own that are names of other columns."""
    (folder / "regionpb.toml").write_text('[columns.organizations]\nid = "name"\nname = "id"\nx = "form"\n', "utf-8")


@case(nothing=True)
def settings_that_ask_for_a_policy_elsewhere(folder):
    """A policy that is a folder, by way of a path that leads out."""
    (folder / "x.toml").mkdir()
    (folder / "regionpb.toml").write_text('policy = "../../x.toml"\n', "utf-8")


@case(organizations=2, divisions=4)
def the_same_table_in_every_format(folder):
    """One table in four files, of which one is broken."""
    frame = pl.DataFrame([RECORD])
    frame.write_parquet(folder / "党组织.parquet")
    (folder / "organizations.jsonl").write_text("", "utf-8")
    (folder / "organizations.xlsx").write_bytes(b"PK\x03\x04")
    (folder / "行政区划.csv").write_text(DIVISIONS, "utf-8")
    assert ORGANIZATIONS
