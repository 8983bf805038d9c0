"""What people do with records and figures."""
