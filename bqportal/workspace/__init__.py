"""Where contributors, editors and case workers work."""
