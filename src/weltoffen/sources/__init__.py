"""What proves a statement: sources, what we received of them, and the words on it."""
