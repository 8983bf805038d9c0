"""Dates as the work area writes them, where Django's own way can be misread."""
