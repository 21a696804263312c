"""The whole shop in one file, and a shop made of such a file."""
