"""A register of a city's international relations: dated acts with sources, true on any day."""
