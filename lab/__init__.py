"""A test installation, its simulated visitors and workers, and hostile input: for tests and benches."""
