"""Where: names to candidates, relations to geometry, coordinates, each with its reasons."""
