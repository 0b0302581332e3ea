"""Our own people: who they are, what their role allows, how they sign in, and machines' tokens.

It does not know cookies or requests, nor what the desks do with a capability.
"""
