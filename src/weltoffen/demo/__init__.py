"""Registers to start with: Dortmund as a demonstration, and the world for trying scale."""
