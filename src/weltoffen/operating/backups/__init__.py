"""One file that holds an installation's data whole, whatever its database.

- ``columns``: what a value of a column is called and how it is written, the same on every database
- ``tables``: which tables are saved, which are left out and why
- ``manifest``: what a file says of itself, and whether it fits here; pure
- ``archive``: the file: written under another name until it is whole, read only by its hashes
- ``saving``: from the database and the media folder into a file
- ``restoring``: from a file into both; ``emptying`` makes room in the database, ``placing`` in the
  folder
"""
