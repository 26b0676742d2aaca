"""The atlas: every control of the AICM to browse and to search, outside any assessment."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import DescendantFocus, Key
from textual.message import Message
from textual.widgets import Input, OptionList, Static

from questionnaires.library import load_bank
from questionnaires.search import Hit, Index
from wizard.app.drawing import literal
from wizard.app.screens.reads_wording import ReadsWording
from wizard.app.widgets.atlas_view import AtlasView
from wizard.app.widgets.control_list import MOST_HITS, ControlList
from wizard.app.widgets.key_line import KeyLine
from wizard.core.published import PublishedControl, Worded
from wizard.services.atlas import atlas_page

_PLACEHOLDER = "Search words, ids, A.5.15, T1059 …"
_NOTHING = (
    "Nothing has all of these words.\n\n"
    "Try fewer of them, or only how one begins. What also works:\n\n"
    "AIS-08      a control, also of 1.0.3\n"
    "A.5.15      a requirement\n"
    "Article 15  an article of the AI Act\n"
    "T1059       an ATT&CK technique\n"
    "poisoning   a threat\n\n"
    "Escape shows all controls again."
)


class SearchField(Input):
    """The search field; the arrow keys move in the list below it while the cursor stays here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Read", tooltip="Read the highlighted control."),
        Binding(
            "down",
            "screen.step(1)",
            "Choose",
            key_display="↑↓",
            tooltip="Go to the next control, or with ↑ to the one before.",
        ),
        Binding("up", "screen.step(-1)", "Previous", show=False, tooltip="Go to the control before."),
        Binding("pagedown", "screen.step(10)", "Ten on", show=False, tooltip="Go ten controls on."),
        Binding("pageup", "screen.step(-10)", "Ten back", show=False, tooltip="Go ten controls back."),
    ]


class AtlasScreen(ReadsWording[None]):
    """A search field, the controls below it, and the page of the highlighted one beside them.

    Below 100 columns the page lies over the list and is opened with Enter.
    """

    CSS_PATH = "atlas.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", key_display="/", tooltip="Search every control, by id or by words."),
        Binding("j", "step(1)", "Next", tooltip="Go to the next control."),
        Binding("k", "step(-1)", "Previous", tooltip="Go to the control before."),
        Binding("escape", "back", "Back", key_display="esc", tooltip="Show all controls again, then leave the atlas."),
    ]

    class Ready(Message):
        """The search is ready."""

        def __init__(self, index: Index) -> None:
            super().__init__()
            self.index = index

    class MoreRead(Message):
        """The long published texts about a control are there, or cannot be read."""

        def __init__(self, control_id: str, more: PublishedControl | None, fault: str) -> None:
            super().__init__()
            self.control_id = control_id
            self.more = more
            self.fault = fault

    def __init__(self, control_id: str = "") -> None:
        super().__init__()
        self._bank = load_bank()
        self._wanted = control_id
        self._index: Index | None = None
        self._hits: dict[str, Hit] = {}
        self._shown = ("", "")

    def compose(self) -> ComposeResult:
        """What this is, the search, the list and the page, keys."""
        title, version = self._bank.title, self._bank.version
        yield Static(Content.assemble(("Atlas", "bold"), (f"   {title} {version}", "$text-muted")), id="atlas-bar")
        with Horizontal(id="atlas-body"):
            with Vertical(id="atlas-left"):
                yield SearchField(placeholder=_PLACEHOLDER, id="atlas-search", compact=True)
                yield Static(id="atlas-count")
                yield ControlList(id="atlas-list", compact=True)
                yield Static(literal(_NOTHING), id="atlas-nothing")
            yield AtlasView(id="atlas-page")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show all controls at once; make the search ready meanwhile."""
        self._list.show_all(self._bank)
        self._count()
        self._list.choose(self._wanted)
        if self._wanted in self._bank.controls:
            self.action_read()
        else:
            self.action_search()
        self._prepare()

    @property
    def _list(self) -> ControlList:
        return self.query_one(ControlList)

    @property
    def _query(self) -> str:
        return self.query_one(Input).value.strip()

    @work(thread=True, exclusive=True, group="atlas", exit_on_error=False)
    def _prepare(self) -> None:
        self.post_message(self.Ready(Index(self._bank)))

    @on(Ready)
    def _ready(self, message: Ready) -> None:
        self._index = message.index
        if self._query:
            self._search()

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        """Search; the key that leads to the search everywhere else is not part of what is sought."""
        if message.value.startswith("/"):
            message.input.value = message.value.lstrip("/")
        else:
            self._search()

    def _search(self) -> None:
        """Fill the list with what the query finds; while nothing is typed, with everything."""
        query, before = self._query, self._list.chosen
        if not query:
            self._hits = {}
            self._list.show_all(self._bank)
            self._list.choose(before)
        elif self._index:
            hits = self._index.search(query)
            self._hits = {hit.control.id: hit for hit in hits}
            self._list.show_hits(hits)
            self._list.action_first()
        self._count()
        self._show_page()

    def _count(self) -> None:
        everything = len(self._bank.controls)
        if not self._query:
            said = f"{everything} controls"
        elif not self._index:
            said = "making the search ready …"
        else:
            tail = f", the best {MOST_HITS} shown" if len(self._hits) > MOST_HITS else ""
            said = f"{len(self._hits)} of {everything} controls{tail}"
        self.query_one("#atlas-count", Static).update(said, layout=False)
        nothing = bool(self._query and self._index and not self._hits)
        self.set_class(nothing, "-nothing")

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        self._show_page()

    def _show_page(self) -> None:
        control_id = self._list.chosen
        if (control_id, self._query) == self._shown:
            return
        self._shown = (control_id, self._query)
        self._draw_page(control_id)
        if self.worded.source_of_more(control_id):
            self._read_more(control_id, self.worded)

    def _draw_page(self, control_id: str, more: PublishedControl | None = None, *, stay: bool = False) -> None:
        hit = self._hits.get(control_id)
        page = atlas_page(self._bank, self._bank.controls[control_id], self.worded, more) if control_id else None
        self.query_one(AtlasView).show(page, hit.words if hit else (), stay=stay)

    def show_wording(self) -> None:
        """Show the page anew, with other words in it."""
        control_id = self._list.chosen
        self._draw_page(control_id, stay=True)
        if self.worded.source_of_more(control_id):
            self._read_more(control_id, self.worded)

    @work(thread=True, exclusive=True, group="more", exit_on_error=False)
    def _read_more(self, control_id: str, worded: Worded) -> None:
        from wizard.services.published import read_more  # noqa: PLC0415  (only where there is published wording)

        self.post_message(self.MoreRead(control_id, *read_more(self.wizard.home, worded, control_id)))

    @on(MoreRead)
    def _more_read(self, message: MoreRead) -> None:
        """Add what is long at the end of the page, where it was read so late that one is there already."""
        if message.fault:
            self.notify(message.fault, severity="warning", timeout=10)
        if message.more and message.control_id == self._list.chosen:
            self._draw_page(message.control_id, message.more, stay=True)

    @on(OptionList.OptionSelected)
    @on(Input.Submitted)
    def _chosen(self) -> None:
        self.action_read()

    def on_key(self, event: Key) -> None:
        """A letter that is no key here begins a new search, wherever the focus is."""
        letter = bool(event.character and event.character.isalnum())
        if letter and event.key not in self.active_bindings and not isinstance(self.focused, SearchField):
            event.stop()
            self.remove_class("-reading")
            self.call_after_refresh(self._begin_search, Key(event.key, event.character))

    def _begin_search(self, first: Key) -> None:
        """What stands in the field is marked when the field gets the focus, so the letter takes its place."""
        field = self.query_one(SearchField)
        self.set_focus(field)
        field.post_message(first)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """In a narrow terminal what has the focus is what is shown."""
        self.set_class(isinstance(event.widget, AtlasView), "-reading")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the search field the key of the search is a letter like any other."""
        del parameters
        return not (action == "search" and isinstance(self.focused, SearchField))

    def action_read(self) -> None:
        """Go to the page, so that the arrow keys scroll it."""
        if self._list.chosen:
            self.add_class("-reading")
            self.call_after_refresh(self.query_one(AtlasView).focus)

    def action_search(self) -> None:
        """Go to the search field."""
        self.remove_class("-reading")
        self.call_after_refresh(self.query_one(Input).focus)

    def action_step(self, by: int) -> None:
        """Show the next control of the list, or an earlier one."""
        self._list.step(by)

    def action_back(self) -> None:
        """From the page of a narrow terminal to the list, from a search to all controls, from there out."""
        if self.has_class("-reading") and self.has_class("-narrow"):
            self.remove_class("-reading")
            self.call_after_refresh(self._list.focus)
        elif self._query:
            self.query_one(Input).value = ""
            self.action_search()
        else:
            self.dismiss()
