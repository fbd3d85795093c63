"""Pages of meetings: those for everybody, and those on which staff write."""
