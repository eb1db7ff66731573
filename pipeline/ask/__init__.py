"""A question in everyday words -> the items and duties that fit, and who is responsible."""
