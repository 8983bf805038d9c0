"""What people send: every file is looked into, in a process of its own, before anything of it is kept."""
