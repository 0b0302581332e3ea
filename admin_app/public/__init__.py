"""Pages that anybody may open: one module per subject, each with its `routes`."""
