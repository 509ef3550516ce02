"""What each rule needs: the tables and columns that can raise its fault. What only exempts is not among them.

Columns that every row must have to be taken (keys) are not named.
"""

from __future__ import annotations

_D = {"D001": "level parent", "D002": "parent", "D003": "level parent", "D004": "parent", "D005": "parent", "D006": "name parent", "D007": "name", "D008": "level parent"}
