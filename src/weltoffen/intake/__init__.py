"""What we learn: pages, letters and tables, read into proposals with the words that prove them."""
