"""A foundation to try the product with: everything in it went through the product's own operations."""
