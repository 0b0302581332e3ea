"""What another system's files say, and which of our records came of it.

Knows the tables of python.org's sponsors application and how each becomes a record of ours. It does not
know money: nothing that comes in owes, earns, writes or announces anything.
"""
