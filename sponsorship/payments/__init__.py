"""Collecting and returning money through the processor. It does not know what the money is for."""
