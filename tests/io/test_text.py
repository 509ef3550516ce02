import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regionpb.io.encodings import NotText
from regionpb.io.text import has_damage, read_text, readable
from regionpb.vocabulary import ReadingProblem


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("text") / "t.txt"


def lines(path, data):
    path.write_bytes(data)
    return list(read_text(path).lines())


HANZI = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=4, max_size=12)


@given(st.lists(st.tuples(HANZI, st.sampled_from(["utf-8", "gb18030"])), min_size=1, max_size=6))
def test_lines_of_both_encodings_are_told_apart(path, written):
    data = b"".join((text + "\n").encode(encoding) for text, encoding in written)
    assert lines(path, data) == [text + "\n" for text, _ in written]


def test_short_words_of_gb18030_are_no_utf8(path):
    """联通 in GB2312 is nearly UTF-8, and 聇 quite."""
    for word in ("联通", "男", "是", "聯", b"\xc4\xa3\xd6\xa4".decode("gb18030")):
        assert lines(path, (word + "\n" + "宁波\n").encode("gb18030")) == [word + "\n", "宁波\n"]


@pytest.mark.parametrize("word", ["村级", "浙江省", "指标", "年度", "甬江省"])
def test_short_words_of_both_encodings_are_told_apart(path, word):
    """Of 村级 in GB18030 one byte and a character are UTF-8; 年度 in UTF-8 are three characters in GB18030."""
    written = [("名称", "gb18030"), (word, "gb18030"), ("海曙区", "utf-8"), (word, "utf-8"), (word, "gb18030")]
    data = b"".join(f"{text},1\n".encode(encoding) for text, encoding in written)
    assert lines(path, data) == [f"{text},1\n" for text, _ in written]


def test_a_word_that_is_four_bytes_of_utf8_is_none(path):
    """甬江省 in GB18030 are U+2EF6D and ʡ in UTF-8, but no Chinese."""
    words = ["名称", "甬江省", "甬江省", "甬江"]
    assert lines(path, "\n".join(words).encode("gb18030")) == ["名称\n", "甬江省\n", "甬江省\n", "甬江"]


def test_a_utf8_file_stays_on_disk(path):
    for mark in (b"", codecs.BOM_UTF8):
        path.write_bytes(mark + "甲\r\n乙".encode())
        text = read_text(path)
        assert text.source == path
        assert list(text.lines()) == ["甲\r\n", "乙"]


@pytest.mark.parametrize(
    ("data", "marks"),
    [
        (b"a\nb", "feeds"),
        (b"a\r\nb\r\n", "feeds"),
        (b"a\rb", "bare_returns"),
        (b"a\r\nb\r", "feeds bare_returns"),
        (b'"a"', "quotes"),
        (b"a" * 20 + b"\0", "nuls"),
    ],
)
def test_what_one_pass_sees(path, data, marks):
    path.write_bytes(data)
    text = read_text(path)
    seen = {name for name in ("nuls", "quotes", "feeds", "bare_returns", "damaged") if getattr(text, name)}
    assert seen == set(marks.split())


def test_every_character_may_be_cut_by_a_piece(path, monkeypatch):
    text = "aé甲𠮷\r\n" * 30
    for size in range(1, 12):
        for module in ("text", "encodings"):
            monkeypatch.setattr(f"regionpb.io.{module}.CHUNK", size)
        for encoding in ("utf-8", "gb18030", "utf-16"):
            assert "".join(lines(path, text.encode(encoding))) == text


def test_damaged_lines_keep_their_bytes_readable(path):
    good, bad = "甲乙丙丁\n".encode("gb18030"), b"\xb0\xa1 \xff\xff\n"
    path.write_bytes(good + bad)
    text = read_text(path)
    assert text.damaged
    first, second = text.lines()
    assert (has_damage(first), has_damage(second)) == (False, True)
    assert readable(second) == "啊 \\xff\\xff\n"


def test_half_a_character_of_json_can_be_shown():
    assert readable("a\ud83d") == "a\\ud83d"


@pytest.mark.parametrize("data", [b"\xff" * 50, b"\xff\n" * 3 + b"a\n"])
def test_mostly_damaged_is_no_text(path, data):
    with pytest.raises(NotText) as error:
        lines(path, data)
    assert error.value.reason is ReadingProblem.ENCODING
