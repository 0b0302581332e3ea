"""Money that arrived and fits nothing: one case each, until a person decides. It books nothing itself."""
