"""Baton in Slack: a slash command, mentions, direct messages, the App Home and shortcuts, over HTTP or Socket Mode."""
