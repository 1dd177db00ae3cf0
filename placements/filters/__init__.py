"""What lists can be narrowed by: one file per noun."""
