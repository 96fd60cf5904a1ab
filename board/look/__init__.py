"""How things are said and shown: texts, theme, definitions, clock."""
