"""What the room of finding adds to the one command."""
