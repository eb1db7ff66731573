"""Blocks -> the three lists: recognise, gather, columns, join, carry, pages, cover."""
