"""Why something may not happen now: one file per noun."""
