"""Who looks at what: page, scope, seat, rights."""
