import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from regionpb.codes.writing import WIDE_DIGITS, plain, plain_expr


@settings(deadline=None)  # a first plan, or a busy machine, takes its time
@given(st.text())
def test_scalar_and_vectorised_agree(text):
    assert pl.select(plain_expr(pl.lit(text), WIDE_DIGITS)).item() == plain(text, WIDE_DIGITS)


def test_everything_python_calls_space_goes():
    spaces = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
    assert plain(f"{spaces}3{spaces}", {}) == "3"
