"""Living with old data: what is known already and need not be told again.

* A **baseline** is what an earlier check found: those findings are silent, new ones are not, and what
  is found no more is told (`regionpb.known.baseline`).
* A **suppression** silences findings by code, table, id or division, for a reason and until a day
  (`regionpb.known.suppressions`).
* **Severities** of a register's own, by code or family (`regionpb.known.severities`).
"""
