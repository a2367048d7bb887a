"""The commands that read: ``extract`` and ``evaluate``."""
