"""Starts processes (servers, terminal, training), and refuses unsafe settings in production."""
