"""What we claim about speed and accuracy, measured again with one command.

All of it takes about five hours on two cores. `bench.scaling` needs root, and `bench.growth` draws anew
what is in docs/pictures. Each says what it takes and needs.
"""
