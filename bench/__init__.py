"""What we claim about speed and accuracy, measured again with one command."""
