"""People and organisations that we know. It does not know what they gave or sponsored."""
