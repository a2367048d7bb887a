"""The commands of entry: ``demo`` and ``serve``."""
