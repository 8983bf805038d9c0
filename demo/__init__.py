"""A small, true example portal in readable YAML, and the command that loads it."""
