"""Who signs in: people of the office, and the functions that load registers."""
