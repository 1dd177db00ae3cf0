"""The sentences of messages: one file per noun."""
