"""Practice: situations to try oneself on, with feedback and no score, and role-play in twos."""
