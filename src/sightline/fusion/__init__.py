"""Facts to Events: same happening, independent voices, assessments with reasons."""
