"""The tables of steps, one file per noun."""
