"""专项: campaigns, the eight mechanisms, channels, visits, and what must not happen."""
