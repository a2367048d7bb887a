"""What this room judges: values in, values out."""

from weltoffen.organisations.rules.names import ended_by, replacing_problems

__all__ = ["ended_by", "replacing_problems"]
