"""``python -m weltoffen`` is the command ``weltoffen``."""

from weltoffen.config.cli import main

main()
