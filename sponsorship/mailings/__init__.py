"""Letters that staff write to sponsors: texts kept for them, and whom each was sent to.

Knows sponsorships, contacts and which letters they want. Does not know mail: what is to be sent is
planned here, and owed by a workflow.
"""
