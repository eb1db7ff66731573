"""Which old item is which new one."""
