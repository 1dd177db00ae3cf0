"""The forms of companies."""
