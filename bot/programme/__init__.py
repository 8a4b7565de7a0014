"""What the programme's rules say, as pure functions. No Rasa, no database, no clock of its own."""
