"""The bot: what a person did (a turn), what is said back (a message), and the surfaces between."""
