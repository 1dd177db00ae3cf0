"""The printed papers of billing."""
