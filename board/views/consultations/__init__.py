"""会商: what is to be talked about with whom, and what came of it."""
