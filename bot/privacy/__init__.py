"""What protects the visitor's privacy."""
