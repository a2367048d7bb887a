"""The command ``work``."""
