"""`make review`, and the desk's page Innehåll: what may have become untrue, and what visitors are told.

Threat: an answer that was true when it was written, and that somebody acts on when it no longer is. Method:
each module looks at one reason why that may be so, by dates and files that are passed in, and tells what to
do about it. It differs from bot/check, which looks at a running installation: this is for whoever owns the
words, and needs no server. Not covered: a law that changed without anybody having noted that it might.
"""
