"""Baton on a local page: a chat with the bot, and the guide to look through."""
