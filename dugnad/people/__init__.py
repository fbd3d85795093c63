"""Who: people, where they are registered as residents, which roles they have, and how sure we are of who they are.

A person is one row in the whole installation; residency and roles belong to a municipality.
"""
