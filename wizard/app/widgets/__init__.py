"""The widgets; they show what they are given and announce what the user does."""
