"""Who looks at what: scope, seat, rights."""
