"""Everything that moves: contract, producer, hub, demo feed, local programs."""
