"""The rooms of the API, one file per noun."""
