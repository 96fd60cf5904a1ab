"""Who is on duty, and which planned shifts somebody came for."""
