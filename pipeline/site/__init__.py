"""The page for people: every document in one HTML file that opens without a server or a network."""

from pipeline.site.write import write_site

__all__ = ["write_site"]
