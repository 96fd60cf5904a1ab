"""What views of every subject share: contents, figures, rates, bars, progress."""
