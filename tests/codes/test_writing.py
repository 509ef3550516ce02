import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from regionpb.codes.writing import BLANKS, WIDE_DIGITS, plain, plain_expr
from regionpb.contract.syntax import normal, spelling


@settings(deadline=None)  # a first plan, or a busy machine, takes its time
@given(st.text())
def test_scalar_and_vectorised_agree(text):
    assert pl.select(plain_expr(pl.lit(text), WIDE_DIGITS)).item() == plain(text, WIDE_DIGITS)


def test_everything_python_calls_space_goes():
    spaces = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
    assert plain(f"{spaces}3{spaces}", {}) == "3"


def test_white_space_is_the_same_in_codes_cells_and_headers():
    for blank in BLANKS:
        assert plain(f"33{blank}02", {}) == "3302", ascii(blank)
        assert pl.select(plain_expr(pl.lit(f"33{blank}02"), {})).item() == "3302", ascii(blank)
        assert normal(f"区划{blank}代码") == spelling(f"区划{blank}代码") == "区划代码", ascii(blank)
