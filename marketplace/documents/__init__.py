"""Sealed PDF documents of the platform, and the page where anybody checks one."""
