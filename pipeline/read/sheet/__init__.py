"""Workbooks: each program's file -> sheets (``book``) -> blocks (``blocks``)."""
