"""Shows of what the product does when things go wrong: each a program, each with its figures.

They start real databases, real processes and real kills, and compare what is left with what an
undisturbed run would have left. `docs/faults.md` keeps the figures.
"""
