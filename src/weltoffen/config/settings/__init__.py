"""Settings: ``base`` is production's; the others loosen it in a few visible lines."""
