"""The brief of a day, a week or a month: what leaders are given."""
