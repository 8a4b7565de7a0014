"""Cases that a human has: their messages, return codes, the staff, and what ends them."""
