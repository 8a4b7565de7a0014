"""The programme's rules as pure functions: no Rasa, no database, and the time is an argument."""
