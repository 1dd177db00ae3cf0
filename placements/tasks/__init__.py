"""Celery's side: one file per noun."""
