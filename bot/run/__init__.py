"""How processes start: the servers, the terminal, the training, and what must hold in production."""
