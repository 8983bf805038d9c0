"""Counselling: what somebody sends to a centre, and what the centre does with it until it is gone again."""
