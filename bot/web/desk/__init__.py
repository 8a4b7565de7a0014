"""The desk: the pages where intake workers read and answer cases, behind sign-in."""
