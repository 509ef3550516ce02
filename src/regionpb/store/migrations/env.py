"""What alembic runs to migrate a store: on the connection that it is given."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from regionpb.store.schema import METADATA

VERSIONS = "regionpb_migration"
"""The table that says which migration came last."""

connection: Connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, version_table=VERSIONS)
context.run_migrations()
