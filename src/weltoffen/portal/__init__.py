"""The public site: pages that take published values and show them."""
