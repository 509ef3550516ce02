"""The contract: every table and column of the model, declared once, and how a cell is read."""

from regionpb.contract.base import Table
from regionpb.contract.columns import Column, Kind
from regionpb.contract.tables import NODE_TABLES, PERSONAL_HEADERS, TABLES, table, table_of

__all__ = ["NODE_TABLES", "PERSONAL_HEADERS", "TABLES", "Column", "Kind", "Table", "table", "table_of"]
