"""What judges about rights: ``roles`` is the table, ``rights`` the rule."""
