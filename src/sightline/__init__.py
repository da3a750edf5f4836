"""Sightline: open reporting about military deployments, turned into a checked record.

Importing the package loads nothing heavy; each stage loads its libraries where it uses them.
"""

__version__ = "0.1.0"
