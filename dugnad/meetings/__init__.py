"""The authority: bodies, meetings, cases, decisions with reasons, and what the municipality then must do.

A case lies on a matter's thread: the matter is what the residents see, the case is how the municipality treats it.
"""
