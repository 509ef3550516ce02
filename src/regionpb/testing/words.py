"""Names as registers have them, and now and then one that files, screens and formats stumble over.

>>> adorned("甬江", Dice(b"")), adorned("甬江", Dice(bytes([7, 1])))
('甬江', '=1+1甬江')
"""

from __future__ import annotations

from regionpb.testing.dice import Dice

__all__ = ["NASTY", "adorned"]

NASTY = (
    '"甲",乙',
    "=1+1",
    "上\n下",
    "\u202e右\u202c",
    "<b>&amp;</b>",
    "{name}%s",
    "@甲;乙；丙、丁",
    "-1",
    "'O'Brien",
    "𠮷\U0001f3d8",
    "\\N[bold]",
    "a\tb",
    "甲" * 300,
)
"""Valid in a name: quotes, separators, formulas, line breaks, markup, right-to-left, beyond 16 bits, long."""


def adorned(name: str, dice: Dice) -> str:
    """The name as it is; one time in eight with something nasty in front."""
    return dice.pick(NASTY) + name if dice.rarely() else name
