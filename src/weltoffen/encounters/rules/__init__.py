"""Code of this room that judges: values in, values out."""
