"""Pages over many rooms, one file a subject."""
