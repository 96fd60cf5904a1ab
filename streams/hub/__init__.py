"""The process that follows the topics, owns the store and serves it."""
