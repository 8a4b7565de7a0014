"""Reads the answer to a question of the self-check from what somebody wrote. Pure: it knows nothing of Rasa.

`read` in reader.py is the whole of it. Method: wishes first ("tillbaka"), then questions back, then clause
by clause whose the statement is, what it says about this question, and the yes or no around it. Wordings that
it does not know it leaves to the classifier. Not covered: irony, misspelt places, languages but Swedish.
"""
