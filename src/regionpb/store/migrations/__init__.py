"""How the form of a store goes on, one migration after another."""
