"""Baton in Microsoft Teams: personal chat, mentions in channels and group chats, and message extensions."""
