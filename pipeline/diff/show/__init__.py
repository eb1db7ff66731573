"""A diff as text, JSON, page, workbook and patch."""
