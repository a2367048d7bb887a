"""What the room of the security log adds to the one command."""
