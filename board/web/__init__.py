"""What stands around the pages: server, middleware, routes."""
