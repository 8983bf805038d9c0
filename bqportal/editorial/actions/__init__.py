"""What people do: write, review, publish."""
