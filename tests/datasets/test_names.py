import numpy as np

from regionpb.datasets.names import MODE_NAMES, brand, numeral, party_name
from regionpb.vocabulary import Form, Mode


def test_every_mode_has_a_name():
    assert set(MODE_NAMES) == set(Mode)


def test_brands_are_pairs_of_syllables():
    names = brand(np.arange(2000))
    assert {len(name) for name in names} == {2}
    assert (names[:900] == names[900:1800]).all()


def test_numerals():
    assert numeral(np.array([1, 9, 10, 11, 20, 99, 100])).tolist() == [
        "一",
        "九",
        "十",
        "十一",
        "二十",
        "九十九",
        "100",
    ]
    assert numeral(np.array([], dtype=np.int64)).tolist() == []


def test_party_names_tell_the_form():
    forms = np.array([Form.BRANCH.value, Form.GENERAL_BRANCH.value, Form.COMMITTEE.value], dtype=object)
    assert party_name(np.array(["甲"] * 3, dtype=object), forms).tolist() == [
        "中共甲支部委员会",
        "中共甲总支部委员会",
        "中共甲委员会",
    ]
