"""要情报送: what a center tells the one above it of a grave case, and what is owed."""
