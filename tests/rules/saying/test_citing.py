"""Where rules come from, in both languages."""

import re

import pytest

import regionpb as rpb
from regionpb.rules.saying.citing import cited


@pytest.mark.parametrize("code", rpb.rules)
def test_every_source_is_known_in_chinese(code):
    pieces = rpb.rules[code].source.split("; ")
    assert all(cited(piece).zh != piece or piece.startswith("GB") for piece in pieces)
    assert not re.search(r"[a-z]{2}", cited(rpb.rules[code].source).zh)
    assert not re.search(r"[\u4e00-\u9fff]", cited(rpb.rules[code].source).en)


def test_what_is_not_known_is_left_as_it_is():
    assert cited("our own decision of 2026; P5").en == "our own decision of 2026; the book, preface, conclusions (P5)"
    assert cited("our own decision of 2026; P5").zh == "our own decision of 2026；本书代序结语（P5）"
