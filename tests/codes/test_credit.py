import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from regionpb.codes import (
    compact_credit,
    compact_credit_expr,
    credit_check_digit,
    credit_check_digit_expr,
    is_credit_code,
    is_credit_code_expr,
)

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
AUTHORITIES = "123456789ANY"
bodies = st.builds(
    "{}{}{}".format,
    st.sampled_from(AUTHORITIES),
    st.text("0123456789", min_size=7, max_size=7),
    st.text(ALPHABET, min_size=9, max_size=9),
)
arbitrary = st.one_of(
    st.text(),
    st.text(ALPHABET + "IOZSVaßｓ１ \u3000", min_size=15, max_size=20),
    bodies,
    bodies.map(lambda body: f"{body}{credit_check_digit(body)}"),
)


def organization_check_digit(code: str) -> str:
    """GB 11714, the code that stands inside a credit code: written here only to check the worked example."""
    values = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    total = sum(values.index(char) * weight for char, weight in zip(code, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    return "0123456789X0"[11 - total % 11]


def test_the_worked_values():
    assert credit_check_digit("91350100M000100Y4") == "3"
    assert organization_check_digit("M000100Y") == "4" == "91350100M000100Y43"[16]
    assert is_credit_code("91350100M000100Y43")


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_every_authority_is_taken(authority):
    for kind in "1239":
        body = f"{authority}{kind}330203MA0000001"
        code = f"{body}{credit_check_digit(body)}"
        assert is_credit_code(code)
        assert pl.select(is_credit_code_expr(pl.lit(code))).item() is True


@pytest.mark.parametrize(
    "code",
    ["91350100m000100y43", " 91350100M000100Y43\n", "９１３５０１００Ｍ０００１００ｙ４３", "91350100 M000100Y 43"],
)
def test_what_keyboards_made_of_a_code_is_understood(code):
    assert compact_credit(code) == "91350100M000100Y43"
    assert is_credit_code(code)


@pytest.mark.parametrize(
    "code",
    ["", "91350100M000100Y4", "91350100M000100Y433", "91350100M000100Y44", "9135010OM000100Y43", "913501000000ß00Y43"],
)
def test_no_credit_code(code):
    assert not is_credit_code(code)


@settings(deadline=None)  # a first plan, or a busy machine, takes its time
@given(bodies, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_detected(body, place, char):
    code = f"{body}{credit_check_digit(body)}"
    wrong = code[:place] + char + code[place + 1 :]
    assert is_credit_code(wrong) == (wrong == code)


@settings(deadline=None)
@given(arbitrary)
@example("ı" * 17)
@example("ﬀ" * 9)
def test_scalar_and_vectorised_agree(code):
    row = pl.select(
        compact_credit_expr(pl.lit(code)), a=credit_check_digit_expr(pl.lit(code)), b=is_credit_code_expr(pl.lit(code))
    ).row(0)
    assert row == (compact_credit(code), credit_check_digit(code), is_credit_code(code))


@settings(deadline=None)
@given(arbitrary)
def test_compact_is_idempotent(code):
    assert compact_credit(compact_credit(code)) == compact_credit(code)


def test_null_stays_null():
    null = pl.lit(None, pl.String)
    exprs = [compact_credit_expr(null), credit_check_digit_expr(null), is_credit_code_expr(null)]
    assert pl.select(expr.alias(str(place)) for place, expr in enumerate(exprs)).row(0) == (None, None, None)
