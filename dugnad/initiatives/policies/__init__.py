"""Who may do what with an initiative, one file a subject."""
