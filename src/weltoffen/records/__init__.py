"""What every record carries, and how every write is written down.

An identifier for ever, an owner (a role, not a person), a day for looking at it again, and who may
see it; and the one log into which all actions write. ADR 0003 says why this is a room.
"""
