"""圈选: what happened in an area that somebody drew on the map."""
