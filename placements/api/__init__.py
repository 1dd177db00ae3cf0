"""The API of placements: one file per noun."""
