"""The code of this room that judges: it takes values and returns values, and touches no table."""
