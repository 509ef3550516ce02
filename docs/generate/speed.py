"""What the benchmarks measured, where they were run."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from generate.words import Language, cell, table

__all__ = ["measured"]

_ALONE = {
    "en": ("what", "rows", "median", "fastest", "slowest", "runs", "meant to stay under"),
    "zh": ("测量", "行数", "中位数", "最快", "最慢", "次数", "目标"),
}
_BESIDE = {
    "en": ("what", "rows", "regionpb", "peer", "its time", "times faster", "wanted", "memory, its"),
    "zh": ("测量", "行数", "regionpb", "对照", "对照用时", "快几倍", "目标", "内存／对照"),
}


def measured(language: Language, file: Path) -> str:
    """The figures of `docs/bench.json`, or how to make it."""
    zh = language == "zh"
    if not file.is_file():
        return (
            "!!! note\n\n    尚未在构建本文档的机器上测量：先运行 `make bench`，再运行 `make docs`，此处即有数据。"
            if zh
            else "!!! note\n\n    Nothing was measured where this page was built: "
            "run `make bench`, then `make docs`, and the figures stand here."
        )
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    on = found["on"]
    machine = (
        f"{on['cores']} 核，{on['machine']}，Python {on['python']}。"
        if zh
        else f"{on['cores']} cores, {on['machine']}, Python {on['python']}."
    )
    alone = [_alone(figure) for figure in found["figures"] if not figure.get("peer")]
    beside = [_beside(figure) for figure in found["figures"] if figure.get("peer")]
    told = [machine, table(_ALONE[language], alone, right=range(1, 7))]
    if beside:
        told.append(table(_BESIDE[language], beside, right=(1, 2, *range(4, 8))))
    return "\n\n".join(part.rstrip("\n") for part in told)


def _alone(figure: dict[str, Any]) -> Sequence[str]:
    return (
        figure["name"],
        _rows(figure),
        *(_seconds(figure[which]) for which in ("seconds", "fastest", "slowest")),
        str(figure["runs"]),
        ("" if figure["limit"] is None else _limit(figure["limit"])) + _mark(figure),
    )


def _beside(figure: dict[str, Any]) -> Sequence[str]:
    return (
        cell(figure["name"] + (f" ({figure['note']})" if figure["note"] else "")),
        _rows(figure),
        _seconds(figure["seconds"]),
        cell(figure["peer"]),
        _seconds(figure["peer_seconds"]),
        f"{figure['ratio']:.3g}",
        ("" if figure["wanted"] is None else f"{figure['wanted']:g}") + _mark(figure),
        _megabytes(figure["memory"], figure["peer_memory"]),
    )


def _rows(figure: dict[str, Any]) -> str:
    return f"{figure['rows']:,}" if figure["rows"] else ""


def _seconds(seconds: float) -> str:
    """Three digits that tell something, whether hours or microseconds."""
    if seconds >= 0.1:
        return f"{seconds:,.3f} s"
    return f"{seconds * 1e3:.3g} ms" if seconds >= 1e-4 else f"{seconds * 1e6:.3g} µs"


def _limit(seconds: float) -> str:
    return f"{seconds:g} s" if seconds >= 0.1 else f"{seconds * 1e3:g} ms"


def _megabytes(*held: int | None) -> str:
    """What both held; nothing where nobody was asked."""
    if held.count(None) == len(held):
        return ""
    return " / ".join("–" if each is None else f"{each / 1e6:,.0f}" for each in held) + " MB"


def _mark(figure: dict[str, Any]) -> str:
    return "" if figure["kept"] else " ✗"
