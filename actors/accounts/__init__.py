"""Signing in: sessions, second factor, ProConnect; a partner's personal link is in services."""
