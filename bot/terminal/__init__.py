"""Baton in a terminal: a conversation, one question, or many."""
