"""How the cost of reading and checking grows with the region: a plot in SVG, and the points in a table."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from generate.words import Language, table

__all__ = ["grown", "plot"]

WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 60, 20, 20, 50

_HEADS = {
    "en": ("members", "rows", "read and check", "a member", "most memory", "memory a member"),
    "zh": ("党员", "行数", "读取并检查", "每名党员", "内存峰值", "每名党员内存"),
}
_AXES = {
    "en": ("members", "seconds to read and check", "dashed: in proportion to the last point"),
    "zh": ("党员人数", "读取并检查（秒）", "虚线：与最后一点成正比"),
}


def grown(language: Language, file: Path) -> str:
    """The points of `docs/growth.json`, or how to make it."""
    if not file.is_file():
        if language == "zh":
            return "!!! note\n\n    尚未测量：运行 `make bench-growth`，再运行 `make docs`，此处即有曲线。"
        return "!!! note\n\n    Not measured yet: run `make bench-growth`, then `make docs`, and the curve stands here."
    points: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))["points"]
    rows = [
        (
            f"{point['members']:,}",
            f"{point['rows']:,}",
            f"{point['seconds']:.3f} s",
            f"{point['seconds'] / point['members'] * 1e6:.1f} µs",
            f"{point['memory'] / 1e6:,.0f} MB",
            f"{point['memory'] / point['members'] / 1e3:,.1f} kB",
        )
        for point in points
    ]
    drawn = plot([(point["members"], point["seconds"]) for point in points], _AXES[language])
    return f"{drawn}\n\n{table(_HEADS[language], rows, right=range(6))}"


def plot(points: Sequence[tuple[float, float]], axes: tuple[str, str, str]) -> str:
    """Points joined by a line, both axes logarithmic, and a dashed line of what grows in proportion.

    Args:
        points: x and y, all above zero, by x.
        axes: what to write below, beside, and for the dashed line.

    Returns:
        SVG without a blank line, to stand in Markdown; its text is in the font and colour of the page.
    """
    low_x, high_x = _decades(x for x, _ in points)
    low_y, high_y = _decades(y for _, y in points)

    def place(x: float, y: float) -> tuple[float, float]:
        across = (math.log10(x) - low_x) / (high_x - low_x)
        up = (math.log10(y) - low_y) / (high_y - low_y)
        return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)

    parts: list[str] = []
    for power in range(low_x, high_x + 1):
        (x, bottom), (_, top) = place(10.0**power, 10.0**low_y), place(10.0**power, 10.0**high_y)
        parts.append(_line((x, bottom), (x, top), 'opacity="0.15"'))
        parts.append(_text(x, bottom + 18, f"{10**power:,}", "middle"))
    for power in range(low_y, high_y + 1):
        (left, y), (right, _) = place(10.0**low_x, 10.0**power), place(10.0**high_x, 10.0**power)
        parts.append(_line((left, y), (right, y), 'opacity="0.15"'))
        parts.append(_text(left - 6, y + 4, f"{10.0**power:g}", "end"))
    below, beside, dashed = axes
    parts.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, below, "middle"))
    parts.append(_text(LEFT + 8, TOP + 14, beside, "start"))
    parts.append(_text(WIDTH - RIGHT - 8, HEIGHT - BOTTOM - 10, dashed, "end"))
    x, y = points[-1]
    begin = max(10.0**low_x, 10.0**low_y / y * x)
    parts.append(_line(place(begin, begin * y / x), place(x, y), 'stroke-dasharray="5 4" opacity="0.5"'))
    joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in points))
    parts.append(f'<polyline points="{joined}" fill="none" stroke="#c62828" stroke-width="2"/>')
    parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#c62828"/>' for x, y in (place(*p) for p in points)]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{beside}"'
    svg = [f'{head} font-size="12" style="max-width: {WIDTH}px">', *parts, "</svg>"]
    return "\n".join(["<div>", *svg, "</div>"])  # Markdown leaves a block alone, of which SVG is none to it


def _decades(values: Iterator[float]) -> tuple[int, int]:
    logs = [math.log10(value) for value in values]
    low = math.floor(min(logs))
    return low, max(math.ceil(max(logs)), low + 1)


def _line(begin: tuple[float, float], end: tuple[float, float], how: str) -> str:
    (x1, y1), (x2, y2) = begin, end
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="currentColor" {how}/>'


def _text(x: float, y: float, said: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="currentColor">{said}</text>'
