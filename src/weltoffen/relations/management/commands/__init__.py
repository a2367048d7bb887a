"""The commands that answer questions: ``count`` and ``state``."""
