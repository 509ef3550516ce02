"""Vocabularies: closed, labelled, and no spelling means two things."""

import inspect
import unicodedata

import pytest

from regionpb import vocabulary
from regionpb.contract.syntax import normal

TERMS = [v for v in vars(vocabulary).values() if inspect.isclass(v) and issubclass(v, vocabulary.Term)]
TERMS = [v for v in TERMS if v is not vocabulary.Term]


@pytest.mark.parametrize("terms", TERMS, ids=lambda t: t.__name__)
def test_each_value_has_a_chinese_label(terms):
    for term in terms:
        assert any("CJK" in unicodedata.name(c, "") for c in term.label), term
        assert term.value == term.value.lower()


@pytest.mark.parametrize("terms", TERMS, ids=lambda t: t.__name__)
def test_no_spelling_means_two_things(terms):
    spellings = [normal(s) for term in terms for s in dict.fromkeys(term.spellings)]
    assert len(spellings) == len(set(spellings))


def test_all_of_them_are_exported():
    assert {t.__name__ for t in TERMS} <= set(vocabulary.__all__)


def test_the_ten_modes_seven_of_them_territorial():
    assert len(vocabulary.Mode) == 10
    assert len(vocabulary.TERRITORIAL_MODES) == 7
    assert "园区统筹" in vocabulary.Mode.PARK.spellings


def test_every_form_is_of_exactly_one_type():
    types = [vocabulary.BRANCH_TYPE, vocabulary.GENERAL_TYPE, vocabulary.COMMITTEE_TYPE]
    assert all(sum(form in t for t in types) == 1 for form in vocabulary.Form)
