"""What drivers say is wrong, as errors of this library; no server is needed to hear them say it."""

import psycopg
import pytest
from sqlalchemy import exc

import regionpb as rpb
from regionpb.store.faults import told
from store.trouble import raised

NOTHING = r"nothing of this was written"


def said(code=None, words="the driver says this", *, lost=False, asked="COMMIT"):
    """What SQLAlchemy raises where a driver says something."""
    orig = psycopg.errors.lookup(code)(words) if code else RuntimeError(words)
    return exc.DBAPIError(asked, None, orig, connection_invalidated=lost)


def assert_told(error, kind, english, chinese):
    with raised(kind, english, chinese), told("here"):
        raise error


@pytest.mark.parametrize(
    ("code", "kind", "english", "chinese"),
    [
        ("40001", rpb.Conflict, rf"in time \(the driver says this\); {NOTHING}, try again$", "等候超时"),
        ("40P01", rpb.Conflict, rf"in time .*; {NOTHING}, try again$", "等候超时"),
        ("55P03", rpb.Conflict, rf"in time .*; {NOTHING}, try again$", "等候超时"),
        ("57014", rpb.Conflict, rf"in time .*; {NOTHING}, try again$", "等候超时"),
        ("53100", rpb.StoreError, rf"no room left .*; {NOTHING}, make room and try again$", "存储空间不足"),
        ("54000", rpb.StoreError, rf"no room left .*; {NOTHING}, make room and try again$", "存储空间不足"),
        ("25006", rpb.StoreError, rf"only be read .*; {NOTHING}", "只能读取"),
        ("42501", rpb.StoreError, rf"only be read .*; {NOTHING}", "只能读取"),
        ("57P01", rpb.StoreError, r"connection was lost \(the driver says this\); whether .* there once$", "连接中断"),
        ("08006", rpb.StoreError, r"connection was lost .* same key", "连接中断"),
        ("XX001", rpb.StoreError, r"is damaged", "已损坏"),
        ("58030", rpb.StoreError, r"^here: the driver says this$", "here：the driver says this"),
    ],
)
def test_what_a_server_says(code, kind, english, chinese):
    assert_told(said(code), kind, english, chinese)


@pytest.mark.parametrize(
    ("words", "kind", "english", "chinese"),
    [
        ("database is locked", rpb.Conflict, rf"in time .*; {NOTHING}, try again$", "等候超时"),
        ("database table is locked: x", rpb.Conflict, rf"in time .*; {NOTHING}, try again$", "等候超时"),
        ("database or disk is full", rpb.StoreError, r"no room left", "存储空间不足"),
        ("attempt to write a readonly database", rpb.StoreError, r"only be read", "只能读取"),
        ("unable to open database file", rpb.StoreError, r"cannot be opened", "无法打开"),
        ("database disk image is malformed", rpb.StoreError, r"is damaged", "已损坏"),
        ("file is not a database", rpb.StoreError, r"is no store", "不是台账数据库"),
        ("something else", rpb.StoreError, r"^here: something else$", "here：something else"),
    ],
)
def test_what_a_file_says(words, kind, english, chinese):
    assert_told(said(words=words), kind, english, chinese)


def test_a_connection_that_the_driver_gave_up():
    assert_told(said(lost=True), rpb.StoreError, r"connection was lost", "连接中断")


def test_before_anything_was_asked_nothing_can_be_lost():
    assert_told(said(asked=None), rpb.StoreError, r"cannot be reached .* nothing was asked of it", "无法连接")
    assert_told(said("28P01", asked=None), rpb.StoreError, r"^here: the driver says this$", "here：the driver")


def test_what_a_driver_says_of_rows_is_not_passed_on():
    error = said(words="Could not decode to UTF-8 column 'name' with text 'M-2 秘密'\nDETAIL: M-2 秘密")
    assert_told(error, rpb.StoreError, r"is damaged .*column 'name'\)", "已损坏")


def test_all_connections_are_taken():
    assert_told(exc.TimeoutError(), rpb.Conflict, rf"same time: all connections are taken; {NOTHING}", "使用者过多")
