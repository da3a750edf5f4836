"""The parts of a picture of a track: plane, excerpt, map, profile, words."""
