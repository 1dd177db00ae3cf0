"""The sentences that people are told, one file per noun."""
