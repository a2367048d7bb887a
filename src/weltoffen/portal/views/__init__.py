"""Views: fetch published values, call, answer."""
