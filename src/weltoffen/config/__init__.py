"""Settings, addresses, entry points. The only room that knows all others."""
