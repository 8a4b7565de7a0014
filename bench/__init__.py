"""What we claim about speed and accuracy, measured again with one command.

All of it takes about four hours on two cores; each says what it takes. The figures, each with its
day and machine, are in docs/measurements.md.
"""
