"""What the user prefers on this machine: small, kept beside the assessments, never part of one."""

from dataclasses import asdict, dataclass

from wizard.errors import DataError, StoreError
from wizard.store.files import replace_file
from wizard.store.home import Home


@dataclass(frozen=True, slots=True)
class Settings:
    """``theme`` names the colours, ``respondent`` the person whose answers are being noted, ``wording`` whose words are read.

    Each is empty until somebody chooses; see ``wizard.core.published.Wording`` for the words of the last.
    """

    theme: str = ""
    respondent: str = ""
    wording: str = ""


def read_settings(home: Home) -> Settings:
    """The settings of a home folder; the defaults where there are none.

    Raises:
        StoreError: the file is there and cannot be read; the next change of a setting replaces it.
    """
    if not home.settings.is_file():
        return Settings()
    from wizard.core.parsing import JsonReader, parse_json  # noqa: PLC0415  (the first frame does without it)

    try:
        reader = JsonReader(parse_json(home.settings.read_bytes()), home.settings.name)
        return Settings(reader.text("theme"), reader.text("respondent"), reader.text("wording"))
    except OSError as error:
        raise StoreError(f"cannot read {home.settings}: {error.strerror}; your preferences are not used") from None
    except (ValueError, RecursionError, DataError):
        raise StoreError(f"{home.settings} is damaged; your preferences are not used, delete the file") from None


def keep_settings(home: Home, settings: Settings) -> None:
    """Put the settings on disk.

    Raises:
        StoreError: the disk refused.
    """
    import json  # noqa: PLC0415  (the first frame does without it)

    home.prepare()
    try:
        replace_file(home.settings, json.dumps(asdict(settings), ensure_ascii=False, indent=1).encode())
    except OSError as error:
        raise StoreError(f"cannot write {home.settings}: {error.strerror}; the choice holds until you quit") from error
