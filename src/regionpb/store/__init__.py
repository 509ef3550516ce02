"""Stores: a register in a database, on SQLite or PostgreSQL, changed by acts only (extra `store`)."""

from regionpb.errors import StoreError

try:
    from regionpb.store.store import Store, open_store
except ModuleNotFoundError as error:
    raise StoreError(
        f"stores need {error.name}: pip install 'regionpb[store]'",
        f"使用数据库需要 {error.name}：pip install 'regionpb[store]'",
    ) from error

__all__ = ["Store", "open_store"]
