"""Code that judges: values in, values out."""
