"""Municipalities and countries, and the gazetteer that knows the world's cities."""
