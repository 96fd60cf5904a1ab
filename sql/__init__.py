"""The store: schema, named statements, reference data and the door to them."""
