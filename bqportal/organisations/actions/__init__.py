"""What is done with organisations and people."""
