"""Builders of invented rows for tests."""
