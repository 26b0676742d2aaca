"""The errors that a user can cause or meet. Each carries one sentence for the user: what is wrong, where, what to do.

Only the command line prints them and only the screen shows them; nothing else catches them.
"""


class WizardError(Exception):
    """Base of all: ``exit_code`` is what the command line ends with."""

    exit_code = 2


class InputError(WizardError):
    """A value that was given cannot be used."""


class NotFoundError(WizardError):
    """A name or id that was given does not exist."""


class ExistsError(WizardError):
    """Something that was to be made is already there and is not replaced without being asked."""


class StoreError(WizardError):
    """The user's own files cannot be read or written."""


class LockedError(StoreError):
    """Another process has the assessment open."""


class DataError(InputError):
    """A file's content is not what it should be; says where in the file."""
