"""The one window: what the public sees, in a language, with dates and sources."""
