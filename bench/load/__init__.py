"""How many visitors an installation carries, and what carries them."""
