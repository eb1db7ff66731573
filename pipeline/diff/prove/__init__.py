"""A diff must turn OLD into NEW and NEW back into OLD."""
