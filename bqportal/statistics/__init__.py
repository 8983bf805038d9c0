"""The federal statistics of recognition cases (§ 17 BQFG): records for the statistical offices, figures for all."""
