"""Benchmarks: medians and ratios within one run. `make bench` runs them all."""
