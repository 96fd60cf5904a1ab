"""查找: items, places, pages and letters by number or name, never persons or texts."""
