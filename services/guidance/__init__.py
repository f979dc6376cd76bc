"""Three questions for who does not know where to start."""
