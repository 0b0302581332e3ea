"""Demands for payment to sponsors: issue, settle, void, credit. It does not know contracts' texts."""
