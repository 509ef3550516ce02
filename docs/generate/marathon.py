"""What the walks of the marathon have done so far, and under which code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generate.words import Language, table

__all__ = ["marathon"]

_TOLD: Mapping[str, tuple[str, str]] = {
    "steps": ("steps", "步数"),
    "applied": ("of them acts that were made, alone or two at once", "其中办理的变更（一项，或两项一并）"),
    "together": ("two at once", "两项一并"),
    "undone": ("of them acts that were taken back", "其中撤回"),
    "refused": ("acts that were refused, which are no steps", "被拒绝的变更（不计为步）"),
    "walks": ("walks, each on another region", "轮次，每轮换一个区域"),
}
_HEADS = {
    "en": (("so far", ""), ("act", "made"), ("release", "commit", "walks", "steps", "minutes")),
    "zh": (("迄今", ""), ("变更", "办理次数"), ("版本", "提交", "轮次", "步数", "分钟")),
}
_VIOLATED = ("walks on which something did not hold", "出现不符的轮次")


def marathon(language: Language, file: Path) -> str:
    """The count of `docs/marathon.json`, or how to make it."""
    which = ("en", "zh").index(language)
    if not file.is_file():
        told = (
            "Nothing was walked yet: run `make marathon`, then `make docs`, and the count stands here.",
            "尚未运行：先运行 `make marathon`，再运行 `make docs`，此处即有数据。",
        )
        return f"!!! note\n\n    {told[which]}"
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    counts = [(said[which], f"{found[name]:,}") for name, said in _TOLD.items()]
    counts.append((_VIOLATED[which], f"{len(found['violations']):,}"))
    acts = [(f"`{kind}`", f"{number:,}") for kind, number in sorted(found["acts"].items())]
    runs = [
        (run["version"], f"`{run['commit']}`", f"{run['walks']:,}", f"{run['steps']:,}", f"{run['minutes']:,.0f}")
        for run in found["runs"]
    ]
    so_far, kinds, code = _HEADS[language]
    parts = [table(so_far, counts, right=[1]), table(kinds, acts, right=[1]), table(code, runs, right=[2, 3, 4])]
    return "\n".join(parts).rstrip("\n")
