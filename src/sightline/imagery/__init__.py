"""Satellite imagery as evidence: what could be seen, whether something changed, and how sure that is."""
