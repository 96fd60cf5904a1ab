"""Speaks Kafka: knocks, describes, consumes, watches, produces."""
