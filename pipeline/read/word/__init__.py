"""Word files (docx, docm): the package, the body, its styles and its automatic numbers."""
