"""`make check`: what is in order in a running installation, and what is not.

Threat: an installation that runs and is not safe, or that stops being so, without anybody noticing. Method:
each module looks at one concern; what it gathers is apart from what it makes of it. Nothing is changed, and
no line holds a secret or anything that is kept. Not covered: what can only be seen from another network.
"""
