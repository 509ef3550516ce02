import pytest

from regionpb.errors import UnknownName
from regionpb.io.reports import FORMATS, format_of, save, write


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_and_is_found_by_its_suffix(make, tmp_path, name):
    path = tmp_path / f"report{FORMATS[name].suffixes[0]}"
    assert save(make(), path) == path
    assert format_of(path) is FORMATS[name]
    assert path.read_text("utf-8")


def test_an_unknown_format_is_told(make, tmp_path):
    with pytest.raises(UnknownName, match=r"\.docx"):
        save(make(), tmp_path / "report.docx")
    with pytest.raises(UnknownName, match="docx"):
        write(make(), "docx", None)
    with pytest.raises(UnknownName, match="docx"):
        save(make(), tmp_path / "x.txt", "docx")
