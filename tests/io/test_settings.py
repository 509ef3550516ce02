"""`regionpb.toml`."""

from datetime import date

import pytest

from regionpb.errors import SourceError
from regionpb.findings import Severity
from regionpb.io.settings import Settings, read_settings, write_settings
from regionpb.known.declared import Known
from regionpb.known.suppressions import Suppression


def test_what_is_written_is_read(tmp_path):
    path = tmp_path / "regionpb.toml"
    one = Suppression(("U004", "O"), 'say "why"', date(2012, 1, 1), ids=("O-1", '甲"'), division="330203")
    other = Suppression(("R",), "整理中", date(2011, 7, 29), table="members")
    known = Known((one, other), {"O017": Severity.INFO, "A": Severity.ERROR})
    write_settings(path, day=date(2011, 7, 29), policy='a "b" \\c.toml', known=known, written=["divisions.csv"])
    assert read_settings(path) == Settings(date(2011, 7, 29), 'a "b" \\c.toml', {}, known, ("divisions.csv",))


@pytest.mark.parametrize(
    "day", ['"2011年7月29日"', "2011-07-29T00:00:00", '"20110729"', "2011-07-29", "2011-07-29T10:00:00"]
)
def test_the_day_may_be_written_as_in_a_table(tmp_path, day):
    path = tmp_path / "regionpb.toml"
    path.write_text(f"day = {day}\n", "utf-8")
    assert read_settings(path).day == date(2011, 7, 29)


@pytest.mark.parametrize("day", ['""', "true", '"2011-02-30"', "10:00:00", "[]", "{}"])
def test_what_is_no_day_is_told(tmp_path, day):
    path = tmp_path / "regionpb.toml"
    path.write_text(f"day = {day}\n", "utf-8")
    with pytest.raises(SourceError, match="is no date; write day = 2011-07-29"):
        read_settings(path)


def test_tables_and_columns_in_either_language(tmp_path):
    path = tmp_path / "regionpb.toml"
    path.write_text('[columns."党组织"]\n"上级单位" = "上级党组织"\n', "utf-8")
    assert read_settings(path).columns == {"organizations": {"上级单位": "上级党组织"}}


def test_all_faults_at_once(tmp_path):
    path = tmp_path / "regionpb.toml"
    path.write_text('day = "soon"\npolicy = 3\ncolour = "red"\n[columns.nothing]\n[columns.units]\na = "b"\n', "utf-8")
    with pytest.raises(SourceError) as caught:
        read_settings(path)
    for part in ("'soon'", "policy = 3", "'colour'", "columns.nothing", "'a' = 'b'"):
        assert part in str(caught.value)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"day = = 3", b"columns = 3"])
def test_what_is_no_settings_file_is_told(tmp_path, content):
    path = tmp_path / "regionpb.toml"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=r"regionpb\.toml"):
        read_settings(path)


def test_a_byte_order_mark_does_not_matter(tmp_path):
    path = tmp_path / "regionpb.toml"
    path.write_bytes(b"\xef\xbb\xbfday = 2011-07-29\n")
    assert read_settings(path).day == date(2011, 7, 29)
