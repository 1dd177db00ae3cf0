"""The pages of billing, and the address that Stripe writes to."""
