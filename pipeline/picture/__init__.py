"""Pictures of what was read on a PDF's pages."""
