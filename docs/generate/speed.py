"""What the benchmarks measured, where they were run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from generate.words import Language, table

__all__ = ["measured"]


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
    heads = (
        ("测量", "行数", "中位数", "最快", "最慢", "次数", "目标") if zh
        else ("what", "rows", "median", "fastest", "slowest", "runs", "meant to stay under")
    )  # fmt: skip
    rows = [
        (
            figure["name"],
            f"{figure['rows']:,}" if figure["rows"] else "",
            f"{figure['seconds']:.3f} s",
            f"{figure['fastest']:.3f} s",
            f"{figure['slowest']:.3f} s",
            str(figure["runs"]),
            f"{figure['limit']:g} s" + ("" if figure["kept"] else " ✗"),
        )
        for figure in found["figures"]
    ]
    return f"{machine}\n\n{table(heads, rows, right=range(1, 7))}"
