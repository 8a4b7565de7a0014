"""The yearly follow-up with the police and the social services (the agreement of 2023, section 4).

A room of its own, for it is read by both the desk and the command line, and because what may be published is
its one idea: numbers come in here as they are, and leave as a report from which no small number can be told.
"""
