"""What the portal knows of a person, how it is handed over, how long it stays, and how it goes."""
