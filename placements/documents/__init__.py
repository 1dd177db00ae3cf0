"""The printed papers of placements: what each says, in Dutch; the templates stand beside their file."""
