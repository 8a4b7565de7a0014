"""One installation, the visitors and workers that use it, and whoever attacks it: for tests and benches."""
