"""Qingdan: official duty lists (履职事项清单) as data."""

__version__ = "0.1.0"
