"""The asking: assessment core, store, services, command line, plain prompts and the full-screen app."""

__version__ = "0.1.0"
