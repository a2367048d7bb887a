"""What judges about uploaded bytes. Values in, values out; nothing here touches a table."""
