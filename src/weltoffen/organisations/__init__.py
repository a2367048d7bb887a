"""Offices, departments, networks, clubs: bodies that take part, with their names over time."""
