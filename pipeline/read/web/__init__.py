"""Web pages (html, htm, mht) -> blocks: what a browser shows, and the page's frame set apart."""
