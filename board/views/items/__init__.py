"""Items: the page of a single one."""
