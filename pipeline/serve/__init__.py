"""The datasets through Datasette."""
