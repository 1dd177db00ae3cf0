"""Every write, one file per noun."""
