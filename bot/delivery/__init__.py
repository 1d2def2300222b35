"""What Baton says without being asked: what is owed to people and the team, when they want it, and how it gets there."""
