"""`make check`: checks a running installation.

Threat: an installation runs but is unsafe, or becomes so, and nobody notices. Method: each module checks one
concern, with one function that gathers facts and one that judges them. Nothing is changed, and no line
contains a secret or stored data. Not covered: what can only be seen from another network.
"""
