"""Pages and acts, one file a subject."""
