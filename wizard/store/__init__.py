"""Keeps assessments on the user's own disk: one file each, written so that a crash leaves the old state or the new."""
