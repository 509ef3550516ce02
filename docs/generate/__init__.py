"""What the documentation says that the library knows better: written by running it."""
