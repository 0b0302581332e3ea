"""What staff want to know across capabilities. It reads; it never writes."""
