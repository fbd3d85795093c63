"""Pages and acts of the work: parse, ask, answer."""
