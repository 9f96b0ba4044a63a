"""Reports: what may be reported on, each report as a page, in print and as a file."""
