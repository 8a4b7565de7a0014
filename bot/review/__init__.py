"""`make review` and the desk's page Innehåll: which answers may be out of date, and what visitors read.

Threat: somebody acts on an answer that was true when it was written and no longer is. Method: each module
checks for one reason why that may be so, from dates and files that are passed in, and says what to do. Unlike
bot/check, which checks a running installation, this is for the editors and needs no server. Not covered: a
law that changed without anybody having noted that it might.
"""
