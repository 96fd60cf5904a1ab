"""Logging in by the identity provider of a city: OpenID Connect."""
