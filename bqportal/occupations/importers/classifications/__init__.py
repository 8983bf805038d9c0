"""Official layouts of KldB 2010, ISCO-08, ISCED-F 2013 and ESCO, and how their entries are stored."""
