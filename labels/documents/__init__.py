"""The printed papers of labels."""
