"""Pure views: rows and rolled-up counts in, frozen structs and figures out."""
