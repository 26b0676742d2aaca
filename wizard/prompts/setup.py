"""Asks for the set-up of an assessment in plain lines, a step at a time, back and forth."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from questionnaires.library import load_bank
from questionnaires.vocabulary import Phase, Role, UseCase
from wizard.core.parsing import parse_text
from wizard.core.profile import Profile, check_name, ordered_roles
from wizard.core.scope import asked_questions, scope_ledger, workshop_minutes
from wizard.errors import InputError
from wizard.prompts.choices import Choice, explain_choices, picked, picked_one, say_choices
from wizard.prompts.lines import EMPTY, HELP_WORDS, YES_WORDS, Back, Quit, ask_until_it_fits
from wizard.prompts.role_help import ask_for_roles
from wizard.prompts.setup_choices import lens_choices, phase_choices, role_choices, use_case_choices
from wizard.prompts.terminal import Stopped, Terminal
from wizard.store.repository import Repository

_HELP_ME_CHOOSE = "h"
_MINUTES_AN_HOUR = 60


def ask_profile(repository: Repository, given: Mapping[str, Any]) -> Profile:
    """Ask for whatever the set-up still lacks; ``given`` has what is known, by the names of the profile's fields.

    Raises:
        InputError: the person stopped the questions; nothing was made.
    """
    terminal = Terminal()
    try:
        with terminal.open():
            return SetUp(terminal, repository, given).run()
    except (Quit, Stopped):
        raise InputError("stopped; nothing was made") from None


class SetUp:
    """The steps of the set-up. A step stores what was chosen and returns whether it had anything to ask."""

    def __init__(self, terminal: Terminal, repository: Repository, given: Mapping[str, Any]) -> None:
        self._terminal = terminal
        self._repository = repository
        self._given = given
        self._chosen: dict[str, Any] = dict(given)
        steps: Mapping[str, Callable[[], bool]] = {
            "name": self._ask_name,
            "organization": partial(self._ask_text, "organization", "Whose system is it? The organisation's name."),
            "system": partial(
                self._ask_text,
                "system",
                "Which system is assessed? A few words: what belongs to it, and what does not.",
            ),
            "roles": self._ask_roles,
            "use_case": self._ask_use_case,
            "phase": self._ask_phase,
            "target_phase": self._ask_target,
            "lenses": self._ask_lenses,
            "": self._ask_whether_to_make_it,
        }
        self._steps = tuple(step for field, step in steps.items() if field not in given)
        self._here = 0

    def run(self) -> Profile:
        """Go through the steps, back and forth, until all is chosen.

        Raises:
            Quit: the person quits.
            Stopped: there is no more input, or it is time to end.
        """
        self._terminal.say(
            "A new assessment, in a few steps. Type your answer and press Enter. ? explains a step, b goes back a step, "
            "q stops, and then nothing is made. Everything stays on this disk."
        )
        asked: list[int] = []
        while self._here < len(self._steps):
            try:
                if self._steps[self._here]():
                    asked.append(self._here)
                self._here += 1
            except Back:
                if not asked:
                    self._terminal.say("This is the first step.")
                self._here = asked.pop() if asked else self._here
        return self._profile

    @property
    def _profile(self) -> Profile:
        return Profile(**self._chosen)

    def _ask_name(self) -> bool:
        def take(typed: str) -> str:
            name = typed or self._chosen.get("name", "")
            if not name:
                raise InputError("the name must not be empty: type one, such as Support assistant")
            check_name(name)
            self._repository.check_free(name)
            return name

        self._head("What shall the assessment be called?", self._so_far("name"))
        why = "By its name you find the assessment again. It may have several words, such as Support assistant."
        self._chosen["name"] = self._line("Name: ", take, why)
        return True

    def _ask_text(self, field: str, question: str) -> bool:
        def take(typed: str) -> str:
            if not typed:
                return str(self._chosen.get(field, ""))
            return "" if typed == EMPTY else " ".join(parse_text(typed, field).split())

        so_far = self._so_far(field)
        self._head(question, f"{so_far} {EMPTY} empties it." if so_far else "Enter leaves it empty.")
        why = "It stands on the workbook and on everything else that you hand over. It may stay empty."
        self._chosen[field] = self._line("Organisation: " if field == "organization" else "System: ", take, why)
        return True

    def _ask_roles(self) -> bool:
        choices = role_choices()

        def take(typed: str) -> tuple[Role, ...]:
            if typed.casefold() == _HELP_ME_CHOOSE:
                return ask_for_roles(self._terminal)
            if not typed and "roles" in self._chosen:
                return tuple(self._chosen["roles"])
            return ordered_roles([Role(value) for value in picked(choices, typed)])

        def explain() -> None:
            explain_choices(self._terminal, choices)
            self._terminal.say(
                "Your roles decide which controls you answer for. h asks a few simple questions instead."
            )

        how = "Type one or more numbers or short names, such as 1 4 or OSP AP. h helps you to choose."
        roles: tuple[Role, ...] = ()
        while not roles:
            self._head("Which roles does the organisation hold here? Take every one that fits.")
            say_choices(self._terminal, choices)
            self._terminal.say(f"{how} {self._so_far('roles')}".rstrip())
            asking = HELP_WORDS - {_HELP_ME_CHOOSE}
            roles = ask_until_it_fits(self._terminal, "Roles: ", take, explain, help_words=asking)
        self._chosen["roles"] = roles
        return True

    def _ask_use_case(self) -> bool:
        question = "What may the system do? It decides whether tools and agents are asked about."
        default = self._chosen.get("use_case", UseCase.ASSISTANT)
        self._chosen["use_case"] = UseCase(self._one_of(question, "Use case: ", use_case_choices(), default))
        return True

    def _ask_phase(self) -> bool:
        latest = self._given.get("target_phase", Phase.SCALE)
        phases = [phase for phase in Phase if phase.rank <= latest.rank]
        default = self._chosen.get("phase", Phase.PROTOTYPE)
        return self._ask_for_phase("phase", "Where is the system now?", "Phase now: ", phases, default)

    def _ask_target(self) -> bool:
        current: Phase = self._chosen["phase"]
        phases = [phase for phase in Phase if phase.rank >= current.rank]
        question = "Which phase is it preparing for? What must stand now or next counts most."
        chosen = self._chosen.get("target_phase", current.following)
        default = chosen if chosen in phases else current.following
        return self._ask_for_phase("target_phase", question, "Preparing for: ", phases, default)

    def _ask_for_phase(self, field: str, question: str, prompt: str, phases: Sequence[Phase], default: Phase) -> bool:
        if len(phases) == 1:
            self._chosen[field] = phases[0]
            return False
        self._chosen[field] = Phase(self._one_of(question, prompt, phase_choices(phases), default))
        return True

    def _ask_lenses(self) -> bool:
        choices, faults = lens_choices(self._repository.home)
        former = tuple(self._chosen.get("lenses", ()))

        def take(typed: str) -> tuple[str, ...]:
            if not typed:
                return former
            return () if typed == EMPTY else picked(choices, typed)

        self._head(
            "Shall a lens be asked as well? A lens looks at the same system through another framework; "
            "what you answered once is offered there."
        )
        say_choices(self._terminal, choices)
        for lens_id, fault in faults.items():
            self._terminal.say(f"The lens {lens_id} cannot be read here: {fault}")
        so_far = self._so_far("lenses")
        how = f"{so_far} {EMPTY} takes none." if so_far else "None is fine: Enter goes on."
        self._terminal.say(f"Type one or more numbers or short names. {how}")
        explain = partial(explain_choices, self._terminal, choices)
        self._chosen["lenses"] = ask_until_it_fits(self._terminal, "Lenses: ", take, explain)
        return True

    def _ask_whether_to_make_it(self) -> bool:
        def take(typed: str) -> None:
            if typed and typed.casefold() not in YES_WORDS:
                raise InputError("press Enter to make it, or type b to change something, or q to stop")

        profile = self._profile
        asked = len(asked_questions(scope_ledger(load_bank(), profile)))
        hours = workshop_minutes(asked) / _MINUTES_AN_HOUR
        self._head(
            f"{profile.name}: {' + '.join(profile.roles)}, {profile.use_case}, {profile.phase} → {profile.target_phase}, "
            f"{' + '.join(profile.lenses) or 'no lens'}. That asks {asked} questions, about {hours:.0f} hours in a workshop."
        )
        self._line(
            "Enter makes it, b goes back a step: ",
            take,
            "It can be changed later in the full-screen wizard, and no answer is lost by that.",
        )
        return True

    def _one_of(self, question: str, prompt: str, choices: Sequence[Choice], default: str) -> str:
        self._head(question)
        say_choices(self._terminal, choices)
        self._terminal.say(f"Type a number or the short name. Enter takes {default}.")
        explain = partial(explain_choices, self._terminal, choices)
        return ask_until_it_fits(self._terminal, prompt, lambda typed: picked_one(choices, typed or default), explain)

    def _line(self, prompt: str, take: Callable[[str], Any], why: str) -> Any:
        return ask_until_it_fits(self._terminal, prompt, take, lambda: self._terminal.say(why))

    def _head(self, question: str, *more: str) -> None:
        self._terminal.say()
        self._terminal.say(f"Step {self._here + 1} of {len(self._steps)}. {question}")
        for words in filter(None, more):
            self._terminal.say(words)

    def _so_far(self, field: str) -> str:
        value = self._chosen.get(field)
        words = value if isinstance(value, str) else " ".join(value or ())
        return f"So far: {words}. Enter keeps it." if words else ""
