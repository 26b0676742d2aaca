"""Asks question by question in plain lines: the same wording, rules and saving as the full-screen wizard."""

from collections.abc import Callable, Iterable, Mapping

from wizard.core.answers import Status
from wizard.core.published import OUR_WORDS, Worded
from wizard.core.wording import STATUS_KEYS
from wizard.errors import StoreError
from wizard.prompts import pages
from wizard.prompts.lines import NO_WORDS, STOP_WORDS, YES_WORDS, Back, Quit, echo
from wizard.prompts.recorder import Recorder
from wizard.prompts.route import Route
from wizard.prompts.terminal import Stopped, Terminal, wrapped
from wizard.services.session import Session

_STATUS_WORDS: Mapping[str, Status] = {
    **{key: status for status, key in STATUS_KEYS.items()},
    **{status.value: status for status in Status},
    **{status.label.casefold(): status for status in Status},
    "gaps": Status.YES_GAPS,
    "yes with gaps": Status.YES_GAPS,
    "n/a": Status.NA,
}
_HINT = "Type y, g, p, n or a to answer, s to skip, i for more information, q to quit, ? for all keys."
_INDENT = 3


def ask_questions(session: Session, again: str, worded: Worded = OUR_WORDS) -> str:
    """Ask the questions of the session's agenda until they are done or the person stops; returns the closing words.

    ``again`` is the command that goes on later, ``worded`` says in whose words is asked.

    Raises:
        StoreError: it ended while the disk refuses answers; says that they are lost.
    """
    route = Route(session)
    try:
        _Dialogue(session, route, Terminal(), worded).run()
    except Stopped:
        _save_or_raise(session)
        looked_at = _looked_at(session, route)
        stopped = pages.stopped(session.result, route.questions, route.here, again)
        return wrapped("\n".join((*looked_at, stopped)))
    _save_or_raise(session)
    closing = pages.results(session.result, route.questions, route.skipped, by_layer=session.wanted.baseline)
    return "\n".join(wrapped(line, indent=_INDENT) for line in (*_looked_at(session, route), *closing))


def _looked_at(session: Session, route: Route) -> tuple[str, ...]:
    return (pages.looked_at(session.result, route.questions),) if route.looking_again else ()


def _save_or_raise(session: Session) -> None:
    try:
        session.save()
    except StoreError as error:
        count = session.state.pending
        lost = "1 changed answer is lost" if count == 1 else f"{count} changed answers are lost"
        raise StoreError(f"{lost}, because the disk refused: {error}") from error


class _Dialogue:
    """Shows a question and does what is typed.

    A command returns the question to go to, an empty text for the end, or nothing to stay where it is.
    """

    def __init__(self, session: Session, route: Route, terminal: Terminal, worded: Worded) -> None:
        self._session = session
        self._route = route
        self._terminal = terminal
        self._worded = worded
        self._recorder = Recorder(session, terminal)
        self._told_unsaved = False
        commands: Mapping[str, Callable[[], str | None]] = {
            "k keep still true": self._keep,
            "s skip next": route.skip,
            "b back": self._back,
            "i info more": self._inform,
            "r read repeat": lambda: route.here,
            "w write": self._write,
            "t note": lambda: self._recorder.note(route.here),
            "f flag": lambda: self._recorder.flag(route.here),
            "u undo": lambda: self._recorder.undo() or None,
            "o offer": self._take_offer,
            "? h help keys": lambda: self._list(pages.keys(session.result, route.questions)),
            "q quit exit": self._quit,
        }
        self._commands = {word: command for words, command in commands.items() for word in words.split()}

    def run(self) -> None:
        """Ask until every question is answered or skipped.

        Raises:
            Stopped: the person stops before that.
        """
        with self._terminal.open():
            introduction = pages.looking_again if self._route.looking_again else pages.introduction
            self._terminal.say(introduction(self._session.result, self._route.questions))
            if self._route.reviewing:
                self._terminal.say("All of them are answered: s goes through them, q quits.")
            upcoming = self._route.here
            while upcoming:
                self._route.here = upcoming
                self._show()
                upcoming = self._obeyed() or self._first_skipped()

    def _show(self) -> None:
        here, result = self._route.here, self._session.result
        self._session.move_to(here)
        self._recorder.save()
        offer = self._session.offer(here)
        self._terminal.say()
        self._terminal.say(pages.question_words(result, self._route.questions, here, self._worded))
        self._list(pages.choices(result, here, offer.words if offer else ""))

    def _obeyed(self) -> str:
        """Do as told until it leads to another question, or to the end."""
        while True:
            try:
                going = self._obey(self._terminal.ask("Your answer: "))
            except Back:
                self._say_where()
            except Quit:
                self._quit()
            else:
                if going is not None:
                    return going

    def _obey(self, typed: str) -> str | None:
        word = " ".join(typed.casefold().split())
        if word not in STOP_WORDS:
            self._told_unsaved = False
        if word in _STATUS_WORDS:
            self._recorder.give(self._route.here, _STATUS_WORDS[word])
            return self._route.onwards()
        if word in self._commands:
            return self._commands[word]()
        bank, question_id = self._session.bank, typed.upper()
        if question_id in bank.controls:
            question_id = bank.controls[question_id].question_ids[0]
        if question_id in bank.control_by_question:
            return self._jump(question_id)
        self._terminal.say(
            f"'{echo(typed)}' is not an answer here, and nothing was recorded. {_HINT}" if word else _HINT
        )
        return None

    def _jump(self, question_id: str) -> str | None:
        elsewhere = self._route.jump(question_id)
        if not elsewhere:
            self._terminal.say(f"{question_id} is not among the questions that are asked here.")
        return elsewhere or None

    def _keep(self) -> str | None:
        return self._route.onwards() if self._recorder.keep_as_it_is(self._route.here) else None

    def _take_offer(self) -> str | None:
        return self._route.onwards() if self._recorder.take_offer(self._route.here) else None

    def _write(self) -> None:
        self._recorder.write(self._route.here)
        self._say_where()

    def _back(self) -> str | None:
        former = self._route.back()
        if not former:
            self._terminal.say("This is the first question.")
        return former or None

    def _inform(self) -> None:
        control = self._session.bank.control_of(self._route.here)
        self._list(pages.information(control, self._session.assessment.profile.roles, self._worded))

    def _first_skipped(self) -> str:
        """At the end: the first question that was skipped, if the person wants to go through them now."""
        while self._route.skipped:
            typed = self._terminal.ask(f"{self._route.skipped} skipped. Go through them now? y or n: ").casefold()
            if typed in YES_WORDS:
                return self._route.once_more()
            if typed in NO_WORDS | STOP_WORDS:
                break
        return ""

    def _quit(self) -> None:
        """Leave; where the disk refuses, only when the person says so twice.

        Raises:
            Stopped: always but for the first time when something is not saved.
        """
        if self._recorder.save() or self._told_unsaved:
            raise Stopped
        self._told_unsaved = True
        self._terminal.say("Type q again to leave without it.")

    def _say_where(self) -> None:
        here = self._route.here
        words = pages.status_words(self._session.assessment.answer(here))
        self._terminal.say(f"Back at {here}; its answer is: {words}.")

    def _list(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._terminal.say(line, indent=_INDENT)
