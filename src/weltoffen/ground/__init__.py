"""What every room stands on: dates, languages, identifiers, problems.

No tables and no Django: everything here takes values and returns values.
"""
