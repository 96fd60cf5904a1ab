"""The layers of the map, and where they lie."""
