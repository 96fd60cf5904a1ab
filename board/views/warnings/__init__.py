"""预警: which type runs hot where, against what is usual there; letters about it."""
