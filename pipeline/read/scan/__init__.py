"""Pictures of pages -> what stands on them."""
