"""Flight tracks as evidence: formats, airframes, cleaning, movements at a field, the check of a claim."""
