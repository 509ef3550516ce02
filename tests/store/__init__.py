"""The store, on SQLite and on a PostgreSQL server of the tests' own."""
