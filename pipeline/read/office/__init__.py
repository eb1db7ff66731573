"""Old Office files (doc, wps, rtf, odt, Word and Excel 2003 XML) by way of LibreOffice.

``form`` says which of them a file is, ``convert`` has LibreOffice rewrite it as flat OpenDocument, in
which each list item carries its number as printed, and ``flat`` reads that.
"""
