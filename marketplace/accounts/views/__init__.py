"""Pages of accounts beside allauth's."""
