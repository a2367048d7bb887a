"""The desk's pages. They ask whether one may, read, call actions, and answer; nothing else."""
