"""The questions in the words that the user wants: a key turns between ours and the published ones, another reads more."""

from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType

from wizard.app.destinations import Destination
from wizard.app.screens.leading import LeadingScreen
from wizard.app.screens.reads_wording import ReadsWording


class WordedScreen(LeadingScreen, ReadsWording[Destination | None]):
    """Offers the keys where the user has taken wording from a workbook; the subclass shows it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "W",
            "wording",
            "Wording",
            show=False,
            tooltip="Turn to other words: ours alone, ours and the published ones, the published ones.",
        ),
        Binding(
            "G",
            "guidelines",
            "Published",
            tooltip="Read the published specification, guidelines and mappings of this control.",
        ),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without published wording there is nothing to turn to and nothing to read."""
        if action == "wording":
            return bool(self.worded.texts.sources)
        if action == "guidelines":
            return bool(self.question) and self.control_shown.id in self.worded.texts.with_more
        return super().check_action(action, parameters)

    def action_wording(self) -> None:
        """Turn to the next choice, and keep it."""
        wording = self.worded.wording.following
        self.worded = replace(self.worded, wording=wording)
        self.wizard.change_settings(replace(self.wizard.settings, wording=wording.value))
        self.show_wording()
        self.notify(f"Shown: {wording.words}. W again shows others.", timeout=4)

    def action_guidelines(self) -> None:
        """Read what is published about this control."""
        from wizard.app.screens.published_page import PublishedPageScreen  # noqa: PLC0415  (only when somebody reads)

        self.take_typed()
        profile = self.session.assessment.profile
        self.app.push_screen(PublishedPageScreen(self.worded.texts, self.control_shown, profile.roles))
