"""Commands of those who run an installation: ``backup`` and ``restore``."""
