"""What a city's IT needs to run this: backups, health, log lines, and checks of a setup."""
