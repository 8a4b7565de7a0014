"""How the project's own Swedish pipeline is made: `make swedish`."""
