"""Shape and clean input, one file per noun."""
