"""Situations that nobody has met before: the team is asked, answers, votes, and the best answer goes into the guide."""
