"""Findings about the whole document, and JSON against its schemas."""
