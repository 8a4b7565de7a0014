"""Benchmarks for what we claim about speed and accuracy.

All of them take about four hours on two cores; each says how long it takes. The results, with date and
machine, are in docs/measurements.md.
"""
