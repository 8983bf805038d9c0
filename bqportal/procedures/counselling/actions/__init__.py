"""What people do with requests for counselling."""
