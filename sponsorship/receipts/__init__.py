"""Numbered tax documents for gifts. It does not know how the money came."""
