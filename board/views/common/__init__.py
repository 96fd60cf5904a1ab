"""What views of every subject share: figures, rates, progress."""
