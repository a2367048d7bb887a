"""Judging terms and days: values in, values out."""
