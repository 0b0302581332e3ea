"""What other programs are told of sponsorships that start, change or end, and whether it reached them.

Knows subscribers, announcements and deliveries. It does not know why a sponsorship is shown.
"""
