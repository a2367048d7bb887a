"""What the office is busy with: notes, comments, requests, tasks. Nothing of it is public."""
