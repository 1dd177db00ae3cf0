"""A market, and clients with a key or a session."""

from tests.api_clients import coordinator, hr, market, person

__all__ = ["coordinator", "hr", "market", "person"]
