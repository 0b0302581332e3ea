"""Sponsors, their contacts, what they applied for and what was promised. It knows no money received."""
