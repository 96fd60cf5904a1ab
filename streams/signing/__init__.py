"""Proves who speaks: keys, what each may speak for, and what a signature covers."""
