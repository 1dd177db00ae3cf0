"""What waits on the home of a role: one file per noun."""
