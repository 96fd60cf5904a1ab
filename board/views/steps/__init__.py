"""处置清单: the steps of a contingency plan, and what of them is done."""
