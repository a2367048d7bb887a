"""The office at work: the register in the administration, every write through actions."""
