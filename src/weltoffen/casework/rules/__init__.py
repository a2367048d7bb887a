"""What judges in casework: values in, values out."""
