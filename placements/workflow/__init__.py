"""The tables of statuses: one file per noun."""
