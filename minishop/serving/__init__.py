"""One command that keeps a whole shop running: preparation, processes, restarts, a clean stop."""
