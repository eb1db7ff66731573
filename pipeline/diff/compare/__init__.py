"""A matching -> what changed in each field and each duty."""
