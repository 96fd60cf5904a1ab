"""The read interface for other systems: `/api/v1`, by a token of their own."""
