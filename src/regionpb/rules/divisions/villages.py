"""D008: townships and what lies in them."""

from __future__ import annotations

from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.planting.new_divisions import deepen, new_division, some
from regionpb.vocabulary import Level

__all__ = ["childless_township"]


def clear_a_township(draft: Draft, rng: Random) -> Planted:
    """Add a township in which nothing lies."""
    deepen(draft, rng, to=Level.VILLAGE)
    township = some(draft, rng, Level.TOWNSHIP)
    code = new_division(draft, rng, Level.TOWNSHIP, parent=township["parent"])
    if not draft.spoils:
        new_division(draft, rng, Level.VILLAGE, parent=code)
    return Planted.at("divisions", code)


@rule(
    "D008",
    Severity.WARNING,
    name_zh="乡镇无村",
    on="divisions",
    reads=("divisions.level", "divisions.parent"),
    values=("level",),
    message="is of {level} level, but no village-level division lies in it: enter its villages and communities",
    message_zh="为{level}，其内却没有村级区划：请补登所辖村和社区",
    plant=clear_a_township,
)
def childless_township(divisions: Frame, divisions_history: Frame, territory: Frame) -> Frame:
    """No current village-level division lies in a township-level one, though the table has village-level rows.

    乡级区划之内没有现存的村级区划，而表中有村级区划。

    Why: a township without villages is mostly one whose villages were left out, ended, or hang elsewhere. A table
        without a village-level row in any version ends at townships, and none is missing.
    原因: 没有村级区划的乡镇，多半是漏登、其村已失效，或其村挂在别处。
        表中任何版本都没有村级区划的，说明只登记到乡级，不算缺漏。
    Source: GB/T 10114
    """
    # In preorder a subtree is one run of numbers: what lies in it is what has come by its end, less what had come
    # before. The length of a code tells its level (E009), which saves joining the whole country to itself.
    level = nw.col("id").str.len_chars()
    come = territory.with_columns((level == 12).cast(nw.Int64).cum_sum().over(order_by="enter").alias("come"))
    by_end = come.select((nw.col("enter") + 1).alias("leave"), nw.col("come").alias("come_by_end"))
    villages = divisions_history.filter(nw.col("level") == "village").select(nw.len().alias("villages"))
    empty = (
        come.filter(level == 9)
        .join(by_end, on="leave", how="inner")
        .join(villages, how="cross")
        .filter((nw.col("come") == nw.col("come_by_end")) & (nw.col("villages") > 0))
    )
    return divisions.join(empty, left_on="code", right_on="id", how="semi")
