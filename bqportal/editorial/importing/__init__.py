"""Records as files, YAML or spreadsheet, in and out. What comes in becomes a draft, never public."""
