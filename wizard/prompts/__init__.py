"""Plain prompts for people at a terminal. The only package that knows questionary and what it is built on."""

from wizard.prompts.setup import ask_profile
from wizard.prompts.yes_no import confirm

__all__ = ["ask_profile", "confirm"]
