"""The security log: what was done that matters for safety, in a chain that shows tampering."""
