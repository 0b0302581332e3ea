"""How contacts of sponsors sign in: a link by mail that works once, and the session that it opens.

It knows addresses, and whom they speak for at this moment. It does not know what they may do on a page.
"""
