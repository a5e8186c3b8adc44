"""Offers: what they are, what they are worth, who makes them, who signs them, and whether they arrive."""
