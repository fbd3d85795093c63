"""How initiatives are changed, one file a subject."""
