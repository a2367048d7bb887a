"""Finding what the register says, however it is typed: an index of every record's words.

The index holds nothing of its own. It is made out of the registers' tables, follows the one history
into which every action writes, and can be thrown away and made anew at any time. ADR 0019 says how.
"""
