"""A person's decisions, kept beside the source."""
