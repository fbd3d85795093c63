"""Writes of this room, by what they are about: signing in, identity, residency, roles, representing, account, settings."""
