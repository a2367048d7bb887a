"""What the room of jobs adds to the one command."""
