"""What this room judges: values in, values out."""
