"""PDF files -> what stands on their pages."""
