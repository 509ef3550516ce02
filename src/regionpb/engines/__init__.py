"""What runs frames: the built-in engine on polars."""
