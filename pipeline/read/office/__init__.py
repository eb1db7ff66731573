"""Old Office files (doc, wps, rtf, odt, Word and Excel 2003 XML) by way of LibreOffice.

``reader`` says which of its filters opens a file, ``convert`` has it rewrite the file as flat
OpenDocument, in which each list item carries its number as printed, and ``flat`` reads that.
"""
