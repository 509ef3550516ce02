"""How a store is opened: which database, how its transactions begin, and that it has the form of this release."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, event

from regionpb.errors import StoreError
from regionpb.store.faults import shown, told
from regionpb.store.schema import HEAD

__all__ = ["WRITING", "engine_of", "holds_store", "is_current", "migrate"]

WRITING = "regionpb_writing"
"""The execution option of a connection that is going to write."""

_PATIENCE = 30.0
"""So many seconds a writer waits for others."""

_AGAIN = 0.01
"""After so many seconds it is tried again, where a database does not wait itself."""

_ONE_AT_A_TIME = threading.Lock()
"""While a store is migrated: alembic knows one connection in a process, and threads may migrate several stores."""

_LOCK = 3302
"""The number by which PostgreSQL knows that somebody is migrating a store."""


def engine_of(source: str | Path) -> tuple[Engine, str]:
    """The engine for a file or a URL, and what it is called in messages.

    Raises:
        StoreError: when it is no file and no URL of a database that is known here.
    """
    text = str(source)
    if "://" not in text:
        path = Path(text)
        if not path.parent.is_dir():
            raise StoreError(
                f"there is no folder {str(path.parent)!r} for the store {path.name!r}; make it first",
                f"没有可放置“{path.name}”的文件夹“{path.parent}”；请先建立",
            )
        return _sqlite(sa.URL.create("sqlite", database=text)), text
    with told(text.partition("://")[0]):
        url = _url(text)
    match url.get_backend_name():
        case "sqlite":
            return _sqlite(url), shown(url)
        case "postgresql" | "postgres":
            return _postgresql(url), shown(url)
        case other:
            raise StoreError(
                f"{other!r} is no database that stores are kept in; give a file, or a postgresql:// URL",
                f"不支持“{other}”数据库；请给出文件，或 postgresql:// 地址",
            )


def _url(text: str) -> sa.URL:
    try:
        return sa.make_url(text)
    except ValueError:  # says what stands where the port should: part of a password, where that was not encoded
        raise StoreError(
            "this is no URL of a database: its port is no number; write postgresql://name:password@host:5432/database, "
            "and @, : and / in a password as %40, %3A and %2F",
            "这不是数据库地址：端口不是数字；请写成 postgresql://用户:密码@主机:5432/数据库，"
            "密码中的 @、:、/ 分别写作 %40、%3A、%2F",
        ) from None


def _sqlite(url: sa.URL) -> Engine:
    engine = sa.create_engine(
        url, hide_parameters=True, connect_args={"timeout": _PATIENCE, "check_same_thread": False}
    )
    event.listen(engine, "connect", _settle_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _settle_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Readers are not blocked by a writer (WAL), and what is committed is on the disk (FULL)."""
    connection.isolation_level = None  # transactions begin where they are begun, not where the driver thinks fit
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous = FULL")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Change to WAL. Of several who do so at the same time SQLite lets nobody wait: it turns some away at once."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(_AGAIN)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    """Who is going to write waits for others before reading anything."""
    writing = connection.get_execution_options().get(WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def begin_at_once(connection: Connection, how: str) -> None:
    """Begin somebody else's transaction where SQLite's driver has not begun it: it waits until a row is written.

    A savepoint outside of a transaction is one itself, and would be committed where it ends, whatever its owner does.

    Args:
        connection: of somebody else, who ends the transaction.
        how: the statement with which one of SQLite begins.

    Raises:
        StoreError: when the connection commits whatever it does, and has no transaction that could be joined.
    """
    if not connection.in_transaction():
        connection.begin()
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.dbapi_connection
        if driver.in_transaction:
            return
        if driver.isolation_level is None:
            where = shown(connection.engine.url)
            raise StoreError(
                f"{where}: the connection commits each statement by itself (AUTOCOMMIT), and there is no transaction "
                "to join; give one without that, or open the store by its file",
                f"{where}：该连接逐条自动提交（AUTOCOMMIT），没有可加入的事务；请给出不自动提交的连接，或以文件打开",
            )
        connection.exec_driver_sql(how)


def _postgresql(url: sa.URL) -> Engine:
    if url.drivername in {"postgresql", "postgres"}:
        url = url.set(drivername="postgresql+psycopg")
    patience = f"-c lock_timeout={int(_PATIENCE * 1000)}"
    try:
        # A server that was started again is noticed before anything is asked of it.
        return sa.create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args={"options": patience})
    except ModuleNotFoundError as error:
        raise StoreError(
            "a store on PostgreSQL needs: pip install 'regionpb[store]'",
            "使用 PostgreSQL 需要先安装：pip install 'regionpb[store]'",
        ) from error


def is_current(connection: Connection) -> bool:
    """Whether a store has the form of this release."""
    return _version(connection) == HEAD


def migrate(connection: Connection, where: str) -> None:
    """Bring a store into the form of this release; make it, where there is none.

    Args:
        connection: in a transaction that may write.
        where: what the store is called.

    Raises:
        StoreError: when it was made by a later release.
    """
    if is_current(connection):  # somebody was first
        return
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    from alembic import command  # noqa: PLC0415 - slow to import, and seldom needed
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "regionpb.store:migrations")
    attributes: dict[str, Any] = config.attributes
    attributes["connection"] = connection
    try:
        with _ONE_AT_A_TIME:
            command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(
            f"{where}: the store has form {_version(connection)}, which is of a later release than this one ({HEAD})",
            f"{where}：该库的格式 {_version(connection)} 由更新版的软件建立，本版软件（{HEAD}）不能使用",
        ) from error


def holds_store(source: str | Path) -> bool:
    """Whether there is a store in a file or at a URL; nothing is made there.

    Raises:
        StoreError: when that cannot be told.
    """
    engine, where = engine_of(source)
    if engine.dialect.name == "sqlite":
        if not Path(engine.url.database or "").is_file():
            return False
        engine = sa.create_engine(engine.url, hide_parameters=True)  # which settles nothing in somebody else's file
    try:
        with told(where), engine.connect() as connection:
            return _version(connection) is not None
    finally:
        engine.dispose()


def _version(connection: Connection) -> str | None:
    """Which migration came last; None where there is no store."""
    if not sa.inspect(connection).has_table("regionpb_migration"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM regionpb_migration")).scalar()
