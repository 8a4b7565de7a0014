"""The desk: where intake workers answer, behind sign-in."""
