"""What judges here: how words are written alike, what a word is a form of, what was asked for."""
