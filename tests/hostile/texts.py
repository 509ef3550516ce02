"""Hostile delimited text."""

import codecs
import os

from .case import GOOD, HEADER, MEMBERS, ORGANIZATIONS, Corpus

TEXTS = Corpus([])
case = TEXTS.case
MILLION = 1_000_000
FEWER = MILLION if os.environ.get("REGIONPB_CAMPAIGN") else 300_000


def organizations(folder, content):
    (folder / "organizations.csv").write_bytes(content if isinstance(content, bytes) else content.encode())


def members(folder, content):
    (folder / "members.csv").write_bytes(content if isinstance(content, bytes) else content.encode())


def numbered(count, end="\n"):
    return "".join(f"M-{i},O-1,full{end}" for i in range(count))


@case(organizations=1)
def utf8_with_mark(folder):
    """A byte order mark before UTF-8."""
    organizations(folder, codecs.BOM_UTF8 + ORGANIZATIONS.encode())


@case(organizations=1)
def utf8_with_two_marks(folder):
    """Two byte order marks, as tools leave them that put one before what has one."""
    organizations(folder, codecs.BOM_UTF8 * 2 + ORGANIZATIONS.encode())


@case(organizations=2)
def marks_within(folder):
    """Files glued together, each with its mark."""
    organizations(folder, codecs.BOM_UTF8 + ORGANIZATIONS.encode() + codecs.BOM_UTF8 + GOOD.encode())


@case(organizations=1)
def utf16_little(folder):
    """Excel's Unicode text."""
    organizations(folder, codecs.BOM_UTF16_LE + ORGANIZATIONS.encode("utf-16-le"))


@case(organizations=1)
def utf16_big(folder):
    """The same, the other way round."""
    organizations(folder, codecs.BOM_UTF16_BE + ORGANIZATIONS.encode("utf-16-be"))


@case()
def utf16_without_mark(folder):
    """UTF-16 that does not say so."""
    organizations(folder, ORGANIZATIONS.encode("utf-16-le"))


@case()
def utf16_big_without_mark(folder):
    """The same, the other way round."""
    organizations(folder, ORGANIZATIONS.encode("utf-16-be"))


@case()
def utf16_cut_within_a_character(folder):
    """An odd number of bytes."""
    organizations(folder, codecs.BOM_UTF16_LE + ORGANIZATIONS.encode("utf-16-le")[:-1])


@case()
def utf16_half_characters(folder):
    """Surrogates without their other half."""
    organizations(folder, codecs.BOM_UTF16_LE + ORGANIZATIONS.encode("utf-16-le") + b"\x00\xd8,\x00\x00\xdc")


@case()
def utf16_mark_only(folder):
    """A mark and nothing else."""
    organizations(folder, codecs.BOM_UTF16_LE)


@case()
def utf8_mark_only(folder):
    """A mark and nothing else."""
    organizations(folder, codecs.BOM_UTF8)


@case()
def utf32(folder):
    """Four bytes a character; its mark begins as that of UTF-16 does."""
    organizations(folder, ORGANIZATIONS.encode("utf-32"))


@case(organizations=1)
def gb18030(folder):
    """What Chinese Windows writes."""
    organizations(folder, ORGANIZATIONS.encode("gb18030"))


@case(organizations=300)
def encodings_by_turns(folder):
    """A line of each encoding by turns."""
    lines = [f"O-{i},第{i}支部委员会,branch,330203,,\n".encode(("utf-8", "gb18030")[i % 2]) for i in range(300)]
    organizations(folder, HEADER.encode() + b"".join(lines))


@case()
def latin_1(folder):
    """An encoding that nobody here writes; some of it is GB18030 by chance."""
    organizations(folder, ORGANIZATIONS.replace("区委", "Comité économique à l'été").encode("latin-1"))


@case()
def every_byte(folder):
    """All bytes there are, as a table."""
    organizations(folder, bytes(range(256)) * 40)


@case(organizations=61)
def overlong_characters(folder):
    """A slash in two bytes, which UTF-8 forbids, and half characters in three."""
    sound = "".join(f"O-{i},第二支部委员会,branch,330203,,\n" for i in range(60))
    organizations(folder, (HEADER + sound).encode() + b"O-99,\xc0\xaf\xed\xa0\x80,branch,330203,,\n")


@case(organizations=61)
def cut_within_a_character(folder):
    """The end of the file lacks a byte."""
    sound = "".join(f"O-{i},第二支部委员会,branch,330203,,\n" for i in range(60))
    organizations(folder, (HEADER + sound + "O-99,第二支部委员会").encode()[:-1])


@case(organizations=3)
def nuls_in_cells_and_headers(folder):
    """NULs here and there."""
    organizations(
        folder, HEADER.replace("name", "na\0me") + GOOD + "O-\0002,\0,branch,330203,,\nO-3,\0\0,branch,330203,,\n"
    )


@case(organizations=1)
def a_tail_of_nuls(folder):
    """A megabyte of NULs behind the rows, as a power failure leaves it."""
    organizations(folder, ORGANIZATIONS.encode() + b"\0" * 1_000_000)


@case()
def nothing_but_nuls(folder):
    """A file that was never filled."""
    organizations(folder, b"\0" * 100_000)


@case(source="organizations.csv", nothing=True)
def nothing_at_all(folder):
    """No byte."""
    organizations(folder, b"")


@case(source="organizations.csv", nothing=True)
def nothing_but_white_space(folder):
    """Blank lines, delimiters and white space."""
    organizations(folder, "\n \n,,,\n\t\n　\n" * 1000)


@case(members=0)
def header_only(folder):
    """A header, no row, no line end."""
    members(folder, MEMBERS.strip())


@case(organizations=3)
def line_ends_of_all_kinds(folder):
    """LF, CRLF and CR in one file."""
    organizations(folder, HEADER + "O-1,a,committee,330203,,\r\nO-2,b,branch,330203,O-1,\rO-3,c,branch,330203,O-1,\n")


@case(members=1000)
def carriage_returns_alone(folder):
    """The line ends of old Macintoshes."""
    members(folder, (MEMBERS + numbered(1000)).replace("\n", "\r"))


@case(organizations=2)
def odd_line_separators_within_cells(folder):
    """Characters at which Python splits lines, and files do not."""
    organizations(folder, ORGANIZATIONS + "O-2,a\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029b,branch,330203,O-1,\n")


@case(organizations=5)
def ragged_lines(folder):
    """Lines shorter and longer than the header."""
    organizations(folder, HEADER + "O-1\nO-2,甲\nO-3,甲,branch,330203,,,,,,,\nO-4,甲,branch,330203,,,x,,y\n,,,,,,,,z\n")


@case(organizations=5)
def quoted_lines(folder):
    """Quotes doubled, alone, around line ends, with text behind them."""
    rows = '"O-1","a ""b"" c",branch,330203,,\n"O-2","x\n\r\ny",branch,330203,,\n"O-3"x,"",branch,330203,,\n'
    organizations(folder, HEADER + rows + 'O-4,a"b"c,branch,330203,,\nO-5,"""",branch,330203,,\n')


@case(organizations=3)
def a_quote_that_is_open(folder):
    """A quote nobody closes, at the beginning of a cell."""
    organizations(folder, ORGANIZATIONS + 'O-2,"open,branch,330203,O-1,\nO-3,c,branch,330203,O-1,\n')


@case(organizations=1)
def a_quote_at_the_end(folder):
    """The last byte of the file opens a quote."""
    organizations(folder, HEADER + 'O-1,"')


@case()
def an_open_quote_in_the_header(folder):
    """The header opens a quote."""
    organizations(folder, '"' + ORGANIZATIONS)


@case(members=20_001, big=True)
def an_odd_quote_in_every_line(folder):
    """Twenty thousand quotes, each open."""
    members(folder, MEMBERS + "".join(f'M-{i},"O-1,full\n' for i in range(20_001)))


@case(members=1)
def a_million_quotes(folder):
    """One cell of nothing but quotes, an odd number of them."""
    members(folder, MEMBERS + "M-1," + '"' * (MILLION + 1) + ",full\n")


@case(members=MILLION, big=True)
def an_open_quote_before_a_million_lines(folder):
    """Line three opens a quote, and a million lines follow."""
    members(folder, MEMBERS + 'M-x,O-1,full\nM-y,"O-1,full\n' + numbered(MILLION - 2))


@case(members=FEWER, big=True)
def two_quotes_around_very_many_lines(folder):
    """A quote opens in line three, and something that closes it properly stands at the end: one row, many lines."""
    members(folder, MEMBERS + 'M-x,O-1,full\nM-y,O-1,"full\n' + numbered(FEWER - 3) + 'M-z,"O-1",full\n')


@case(members=3, big=True, page=True)
def ten_thousand_columns(folder):
    """Ten thousand columns that no table has."""
    header = "id,organization,status," + ",".join(f"x{n}" for n in range(10_000))
    members(folder, header + "\n" + "".join(f"M-{i},O-1,full{',v' * 10_000}\n" for i in range(3)))


@case(members=3, big=True)
def ten_thousand_times_the_same_column(folder):
    """The header is one word, again and again."""
    members(folder, "id,organization,status" + ",同" * 10_000 + "\n" + f"M-1,O-1,full{',v' * 10_000}\n" * 3)


@case(members=3, big=True)
def ten_thousand_times_a_column_of_the_table(folder):
    """A column of the table, again and again, and rows that are set aside."""
    members(folder, "id,organization,status" + ",status" * 10_000 + "\n" + f"M-1,O-1,?{',v' * 10_000}\n" * 3)


@case(members=3, big=True)
def ten_thousand_columns_without_name(folder):
    """Cells below no header at all."""
    members(folder, "id,organization,status" + "," * 10_000 + "\n" + f"M-1,O-1,full{',v' * 10_000}\n" * 3)


@case(members=3)
def headers_like_patterns(folder):
    """Headers that polars would take for patterns over column names, or for all columns."""
    members(folder, "id,organization,status,^.*$,*,^id$,$.field\n" + "M-1,O-1,?,a,b,c,d\n" * 3)


@case(members=3)
def headers_like_those_made_for_others(folder):
    """Headers that look as those do which are made up for columns without name or named twice."""
    header = "id,organization,status,column 5,,file,row,file (6),name,name_,name (10),id (1),1,0,_key,position"
    members(folder, header + "\n" + f"M-1,O-1,?{',v' * 13}\n" * 3)


@case(big=True)
def few_cells_below_ten_thousand_columns(folder):
    """Three hundred kilobytes that would fill a billion cells with nothing."""
    header = "id,organization,status," + ",".join(f"x{n}" for n in range(10_000))
    members(folder, header + "\n" + f"M-1,O-1,full{',v' * 10_000}\n" + numbered(100_000))


@case(members=20_000, big=True)
def one_line_of_very_many_cells_among_many_too_long(folder):
    """Each line has a cell too many, one a hundred thousand: no square may be made of them."""
    members(folder, MEMBERS + f"M-x,O-1,full{',v' * 100_000}\n" + "".join(f"M-{i},O-1,full,v\n" for i in range(19_999)))


@case(members=1, big=True)
def a_cell_of_a_hundred_megabytes(folder):
    """One word that fills the file, where a status belongs."""
    members(folder, MEMBERS.encode() + b"M-1,O-1," + b"x" * (100 * MILLION) + b"\n")


@case(organizations=2)
def a_name_of_ten_megabytes(folder):
    """A name that nobody can read out, and an id as long."""
    organizations(folder, HEADER + f"O-1,{'甲' * 3_000_000},committee,330203,,\n{'=' * 1_000_000},乙,branch,33,,\n")


@case(organizations=16)
def days_that_are_numbers(folder):
    """Serial numbers, huge ones, and numbers that are no days."""
    days = ("40753", "40753.0", "99999", "0", "-1", "1e5", "20110729.0", "9" * 400, "1e400", "nan", "inf", "40753.5")
    days += ("２０１１年７月２９日", "00000000", "20110732", "0x9f31")
    organizations(folder, HEADER + "".join(f"O-{i},a,branch,330203,,{day}\n" for i, day in enumerate(days)))


@case(organizations=13)
def days_at_the_ends_of_time(folder):
    """The first and the last year, and those beyond."""
    days = ("0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "-0001-01-01", "99991231", "9999年12月", "0001.1")
    days += ("2011-02-29", "+2011-07-29", "0000-00-00", "2011-07-29T24:00", "9999-12-31 00:00:00+14:00")
    organizations(folder, HEADER + "".join(f"O-{i},a,branch,330203,,{day}\n" for i, day in enumerate(days)))


@case(organizations=8)
def versions_at_the_ends_of_time(folder):
    """Starts and ends at the first and last days."""
    spans = (
        ("0001-01-01", "9999-12-31"),
        ("9999-12-31", ""),
        ("", "0001-01-01"),
        ("9999-12-31", "9999-12-31"),
        ("0001-01-01", "0001-01-02"),
        ("9999-12-30", "9999-12-31"),
        ("0000-01-01", "10000-01-01"),
        ("长期", "至今"),
    )
    rows = "".join(f"O-{i},a,committee,330203,,{a},{b},{a}\n" for i, (a, b) in enumerate(spans))
    organizations(folder, "id,name,form,division,superior,start,end,elected_on\n" + rows)


@case(organizations=14)
def ids_that_are_more_than_ids(folder):
    """Formulas, markup, paths, marks of direction, control characters, templates."""
    ids = ("=cmd|' /C calc'!A0", "@SUM(1)", "-1+1", "../../etc/passwd", "C:\\con", "\u202egnp.exe", "\u200fO-1\u200e")
    ids += ("<script>alert(1)</script>", "{{7*7}}", "{reason}", "\x1b[2J", "a\u0300" * 500, "%s%n", "[red]x[/red]")
    organizations(folder, HEADER + "".join(f"{i},{i},branch,330203,{i},\n" for i in ids))


@case(members=FEWER, big=True)
def a_million_times_the_same_id(folder):
    """One id, a million times; outside of campaigns less than half as often, for the sake of memory."""
    members(folder, MEMBERS + "M-1,O-1,full\n" * FEWER)


@case(members=20_000, big=True)
def twenty_thousand_rows_of_nonsense(folder):
    """No cell is what it should be."""
    members(folder, MEMBERS + "?,?,?\n" * 20_000)


@case(organizations=2)
def an_unknown_table_of_every_character(folder):
    """A file that is no table, with characters of every kind in its name and its cells."""
    (folder / "ta<b>le=1\u202e\n.csv").write_text("a\n1\n", "utf-8")
    organizations(folder, ORGANIZATIONS + f"O-2,{''.join(map(chr, range(14, 32)))}\U0010ffff\ufffe,branch,330203,,\n")
