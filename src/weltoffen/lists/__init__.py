"""Lists as people keep them: columns and filters by name, many changes at once, tables and back."""
