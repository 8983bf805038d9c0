"""Comparison sheets: what a certificate is and covers, signed, so that anybody can prove that it is genuine."""
