"""The report for the yearly follow-up with the police and the social services (agreement of 2023, section 4).

Takes exact counts, and produces a report from which no small count can be inferred. The desk and the command
line both use it.
"""
