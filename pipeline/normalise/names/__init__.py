"""Printed names -> canonical bodies of one place."""
