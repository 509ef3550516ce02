import io

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regionpb.io.pages import pages_agree
from regionpb.io.parquet import read_parquet

FRAME = pl.DataFrame(
    {
        "id": [f"M-{i}" for i in range(300)],
        "organization": ["O-1", None, "O-2"] * 100,
        "tags": [["a"], None, []] * 100,
        "x": [{"a": 1.5}, None, {"a": None}] * 100,
        "nothing": pl.Series([None] * 300, dtype=pl.String),
        "yes": [True, False, None] * 100,
    }
)


def written(frame, **options):
    stream = io.BytesIO()
    frame.write_parquet(stream, **options)
    return stream.getvalue()


def by_arrow(frame, **options):
    parquet = pytest.importorskip("pyarrow.parquet")
    stream = io.BytesIO()
    parquet.write_table(frame.to_arrow(), stream, **options)
    return stream.getvalue()


@pytest.mark.parametrize("frame", [FRAME, FRAME.head(0), FRAME.select("nothing"), pl.DataFrame()])
def test_sound_files_agree(tmp_path, frame):
    path = tmp_path / "members.parquet"
    files = [written(frame, compression=how) for how in ("zstd", "snappy", "uncompressed", "gzip")]
    files += [written(frame, row_group_size=7, data_page_size=64), written(frame, statistics="full")]
    files += [by_arrow(frame, data_page_version=version) for version in ("1.0", "2.0")]
    files += [by_arrow(frame, use_dictionary=False, data_page_size=64), by_arrow(frame, compression="none")]
    for data in files:
        path.write_bytes(data)
        assert pages_agree(path)
        assert read_parquet(path).readable


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("pages") / "members.parquet"


# Where a page header counts its values below nothing, as damage of one byte makes it, polars would ask for exabytes.
@pytest.mark.parametrize("byte", [0x59, 0x37, 0x13])
def test_a_page_that_counts_below_nothing_is_told(path, byte):
    small = pl.DataFrame({"id": ["O-1", None, "O-3"], "tags": [["a"], None, []]})
    data = written(small, compression="uncompressed")
    found = [
        place for place in range(4, len(data)) if not _agrees(path, data[:place] + bytes([byte]) + data[place + 1 :])
    ]
    assert found, "some byte of a header matters"
    for place in found:
        path.write_bytes(data[:place] + bytes([byte]) + data[place + 1 :])
        assert read_parquet(path).problem.reason == "not_parquet"


def _agrees(path, data):
    path.write_bytes(data)
    return pages_agree(path)


@given(st.floats(0, 1), st.binary(max_size=8), st.booleans())
def test_damage_is_seen_or_left_to_polars(path, place, piece, cut):
    data = written(FRAME)
    at = int(place * len(data))
    path.write_bytes(data[:at] + piece + (b"" if cut else data[at + len(piece) :]))
    assert pages_agree(path) in {True, False}


def test_files_that_are_no_parquet(path):
    for data in (
        b"",
        b"PAR1",
        b"PAR1" * 3,
        b"PAR1\xff\xff\xff\x7fPAR1",
        b"PAR1" + b"\x19" * 5000 + b"\x88\x13\0\0PAR1",
    ):
        assert _agrees(path, data)
