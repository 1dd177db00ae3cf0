"""The pages of labels."""
