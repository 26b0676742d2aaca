"""What a screen offers for whole assessments: copy, new year, rename, archive, delete, and taking the last of these back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from wizard.app.widgets.assessment_list import AssessmentRow
from wizard.core.text import sentence
from wizard.errors import WizardError

if TYPE_CHECKING:
    from wizard.store.repository import Repository
    from wizard.store.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Step:
    """Something done to an assessment: how, what to say then, which assessment to show, and how to take it back.

    With ``opened`` the assessment is opened as well; that is what to say about it then.
    """

    do: "Callable[[Shelf], Step | None]"
    done: str
    shows: str
    opened: str = ""


class ShelvingScreen(Screen[None]):
    """Each action asks what it must, works in a thread, and says what came of it; the screen below shows the outcome."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "copy", "Copy", show=False, tooltip="Make a copy of the chosen assessment, answers included."),
        Binding(
            "y",
            "new_year",
            "New year from this",
            show=False,
            tooltip="Begin a new year from the chosen assessment: all answers come along, each to be looked at again.",
        ),
        Binding("e", "rename", "Rename", show=False, tooltip="Give the chosen assessment another name."),
        Binding("A", "archive", "Archive", show=False, tooltip="Put the chosen assessment away, or bring it back."),
        Binding("D,delete", "delete", "Delete", show=False, tooltip="Move the chosen assessment to the trash folder."),
        Binding("z", "undo", "Undo", show=False, tooltip="Take back the last archiving, deletion or renaming."),
    ]

    class Changed(Message):
        """A step was done."""

        def __init__(self, step: Step, undo: Step | None) -> None:
            super().__init__()
            self.step = step
            self.undo = undo

    class Failed(Message):
        """Something that was asked of the disk did not work; nothing has changed."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self) -> None:
        super().__init__()
        self._taken_back_by: list[Step] = []

    @property
    def repository(self) -> "Repository":
        """Where the assessments are."""
        raise NotImplementedError

    def chosen_row(self) -> AssessmentRow | None:
        """The assessment that the actions are about."""
        raise NotImplementedError

    def known_names(self) -> Sequence[str]:
        """The names of all assessments, archived ones included."""
        raise NotImplementedError

    def open_assessment(self, name: str, *, baseline: bool = False) -> None:
        """Show the questions of an assessment."""
        raise NotImplementedError

    def reload(self, shows: str) -> None:
        """Show what is on disk now, with the named assessment chosen."""
        raise NotImplementedError

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._taken_back_by)

    def action_copy(self) -> None:
        """Ask for the name of the copy, then make it."""
        row = self.chosen_row()
        if row:
            from wizard.app.screens.naming import NameRequest, NamingScreen  # noqa: PLC0415  (only on demand)
            from wizard.core.naming import copy_name  # noqa: PLC0415  (only on demand)

            names = self.known_names()
            request = NameRequest(
                title=f"Copy {row.name}",
                explanation="All answers and their history come along; the original stays as it is.",
                offered=copy_name(row.name, names),
                accept="Make the copy",
                taken=names,
            )

            def go_on(name: str | None) -> None:
                if name:
                    self._take(_copying(row.name, name))

            self.app.push_screen(NamingScreen(request), go_on)

    def action_new_year(self) -> None:
        """Ask for the name of the new year's assessment, then make and open it."""
        row = self.chosen_row()
        if row:
            from wizard.app.screens.naming import NameRequest, NamingScreen  # noqa: PLC0415  (only on demand)
            from wizard.core.carrying import year_name  # noqa: PLC0415  (only on demand)

            names = self.known_names()
            request = NameRequest(
                title=f"New year from {row.name}",
                explanation=(
                    "A new assessment with the same set-up and all answers, each to be looked at again. "
                    "Plans, accepted risks and open topics come along; the old one stays as it is."
                ),
                offered=year_name(row.name, names, datetime.now().astimezone().year),
                accept="Begin the new year",
                taken=names,
            )

            def go_on(name: str | None) -> None:
                if name:
                    self._take(_beginning_new_year(row.name, name))

            self.app.push_screen(NamingScreen(request), go_on)

    def action_rename(self) -> None:
        """Ask for the new name, then take it."""
        row = self.chosen_row()
        if row:
            from wizard.app.screens.naming import NameRequest, NamingScreen  # noqa: PLC0415  (only on demand)

            request = NameRequest(
                title=f"Rename {row.name}",
                explanation="The answers stay as they are. Files that were exported before keep the old name.",
                offered=row.name,
                accept="Rename",
                taken=[name for name in self.known_names() if name.casefold() != row.name.casefold()],
            )

            def go_on(name: str | None) -> None:
                if name and name != row.name:
                    self._take(_renaming(row.name, name))

            self.app.push_screen(NamingScreen(request), go_on)

    def action_archive(self) -> None:
        """Put the assessment away, or bring it back; nothing is lost, so nothing is asked."""
        row = self.chosen_row()
        if row:
            self._take(_bringing_back(row.name) if row.archived else _archiving(row.name))

    def action_delete(self) -> None:
        """Say what is lost and have the name typed, then move the file to the trash folder."""
        row = self.chosen_row()
        if row:
            from wizard.app.screens.confirm import ConfirmScreen  # noqa: PLC0415  (only on demand)

            answers = "no answers yet" if not row.given else "1 answer" if row.given == 1 else f"{row.given} answers"
            loss = (
                f"It holds {answers}. Its file moves to the folder {self.repository.home.trash} and is kept there; "
                "until you quit, z on the home screen brings it back."
            )

            def go_on(sure: bool | None) -> None:
                if sure:
                    self._take(_discarding(row))

            self.app.push_screen(ConfirmScreen(f"Delete {row.name}?", loss, row.name, "Delete"), go_on)

    def action_undo(self) -> None:
        """Take the last step back."""
        if self._taken_back_by:
            self._take(self._taken_back_by[-1])
        else:
            self.notify("There is nothing to take back in this run.")

    @work(thread=True, group="shelf", exit_on_error=False)
    def _take(self, step: Step) -> None:
        from wizard.store.shelf import Shelf  # noqa: PLC0415  (only on demand)

        try:
            undo = step.do(Shelf(self.repository))
        except WizardError as error:
            self.post_message(self.Failed(sentence(f"Not done: {error}")))
        else:
            self.post_message(self.Changed(step, undo))

    @on(Changed)
    def _changed(self, message: Changed) -> None:
        message.stop()
        hint = ""
        if message.step in self._taken_back_by:
            self._taken_back_by.remove(message.step)
        elif message.undo:
            self._taken_back_by.append(message.undo)
            hint = " z takes it back."
        if message.step.opened and self.app.screen is self:  # whoever has gone on meanwhile stays there
            self.open_assessment(message.step.shows)
            hint = f" {message.step.opened}"
        else:
            self.reload(message.step.shows)
        self.notify(message.step.done + hint)

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        message.stop()
        self.notify(message.sentence, severity="warning", timeout=10)


def _copying(name: str, new_name: str) -> Step:
    def do(shelf: "Shelf") -> None:
        shelf.duplicate(name, new_name)

    return Step(do, f"{new_name} is a copy of {name}.", new_name)


def _beginning_new_year(name: str, new_name: str) -> Step:
    def do(shelf: "Shelf") -> None:
        from wizard.services.carrying import new_year_of  # noqa: PLC0415  (only on demand)

        new_year_of(shelf.repository, name, new_name)

    opened = "U goes to the next one to look at again, K keeps an answer."
    return Step(do, f"{new_name} has the answers of {name}.", new_name, opened)


def _renaming(name: str, new_name: str) -> Step:
    def do(shelf: "Shelf") -> Step:
        shelf.rename(name, new_name)
        return _renaming(new_name, name)

    return Step(do, f"{name} is now called {new_name}.", new_name)


def _archiving(name: str) -> Step:
    def do(shelf: "Shelf") -> Step:
        shelf.archive(name)
        return _bringing_back(name)

    return Step(do, f"{name} is in the archive; v shows what is there.", name)


def _bringing_back(name: str) -> Step:
    def do(shelf: "Shelf") -> Step:
        shelf.bring_back(name)
        return _archiving(name)

    return Step(do, f"{name} is back from the archive.", name)


def _discarding(row: AssessmentRow) -> Step:
    def do(shelf: "Shelf") -> Step:
        path = shelf.discard(row.name)

        def put_back(shelf: "Shelf") -> None:
            shelf.put_back(path, archived=row.archived)

        return Step(put_back, f"{row.name} is back with all its answers.", row.name)

    return Step(do, f"{row.name} is in the trash folder.", "")
