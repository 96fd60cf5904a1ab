"""The shift of a center: what it hands over to the next one."""
