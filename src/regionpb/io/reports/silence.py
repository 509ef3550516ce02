"""What reports say of findings that are not told, and of what is found no more."""

from __future__ import annotations

from collections.abc import Iterator

from regionpb.errors import Both
from regionpb.io.reports.wording import table_label
from regionpb.known.silent import Silent
from regionpb.known.suppressions import Stale, Why

__all__ = ["silence"]

_SHOWN = 10


def silence(silent: Silent) -> Iterator[Both]:
    """One line for each thing there is to say, in both languages; nothing where all findings are told."""
    if silent.suppressed.height:
        n = silent.suppressed.height
        yield Both(f"{n:,} suppressed", f"已按设定屏蔽 {n:,} 个")
    yield from map(_stale, silent.stale)
    if silent.known:
        yield Both(f"{silent.known:,} known from the baseline", f"基线中已有 {silent.known:,} 个")
    gone = int(silent.gone["count"].sum())
    if gone:
        yield Both(
            f"{gone:,} of the baseline found no more: write it anew (--write-baseline)",
            f"基线中的 {gone:,} 个已不再出现：请重新生成基线（--write-baseline）",
        )
        for code, table, key, count in silent.gone.head(_SHOWN).select("code", "table", "id", "count").iter_rows():
            times = f" ×{count}" if count > 1 else ""
            names = (table_label(table or "", language) for language in ("en", "zh"))
            en, zh = (" ".join(filter(None, ("–", code, name, key))) + times for name in names)
            yield Both(en, zh)
        if silent.gone.height > _SHOWN:
            more = silent.gone.height - _SHOWN
            yield Both(f"– … and {more:,} more", f"– ……另有 {more:,} 个")


def _stale(stale: Stale) -> Both:
    one = stale.suppression
    said = Both(f"suppression of {one} ({one.reason})", f"对 {one} 的屏蔽（{one.reason}）")
    if stale.why is Why.ENDED:
        return Both(
            f"{said.en} ended on {one.until}: mend what it is about, or put it off", f"{said.zh}已于 {one.until} 到期"
        )
    return Both(f"{said.en} silences nothing: take it out", f"{said.zh}没有屏蔽任何结果：请删去")
