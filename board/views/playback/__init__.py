"""The course of the last hours, step by step."""
