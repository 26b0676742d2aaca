"""Leads a newcomer to the roles of the organisation: yes/no questions one at a time, then a proposal with reasons."""

from collections.abc import Sequence

from questionnaires.vocabulary import Role
from wizard.core.role_questions import CUSTOMER_ONLY, ROLE_QUESTIONS, RoleProposal, propose_roles
from wizard.core.text import sentence
from wizard.prompts.lines import Back, ask_until_it_fits, yes_or_no
from wizard.prompts.terminal import Terminal


def ask_for_roles(terminal: Terminal) -> tuple[Role, ...]:
    """The roles that the answers propose and the person takes; none where they want to choose without help.

    Raises:
        Quit: the person quits.
        Stopped: there is no more input, or it is time to end.
    """
    terminal.say(f"{len(ROLE_QUESTIONS)} questions. Type y or n; b goes back, q stops.")
    given: list[bool] = []
    while True:
        try:
            if len(given) < len(ROLE_QUESTIONS):
                given.append(_answered(terminal, len(given)))
                continue
            return _taken(terminal, propose_roles(given))
        except Back:
            if not given:
                return ()
            given.pop()


def _answered(terminal: Terminal, number: int) -> bool:
    question = ROLE_QUESTIONS[number]
    terminal.say()
    terminal.say(f"{number + 1} of {len(ROLE_QUESTIONS)}: {question.text}")
    terminal.say(question.hint)
    return ask_until_it_fits(
        terminal,
        "y or n: ",
        yes_or_no,
        lambda: terminal.say(
            f"{question.hint} A yes speaks for the role {question.role}, {question.role.label.lower()}."
        ),
    )


def _taken(terminal: Terminal, proposals: Sequence[RoleProposal]) -> tuple[Role, ...]:
    terminal.say()
    if not proposals:
        terminal.say(CUSTOMER_ONLY)
        return ()
    terminal.say("Your answers propose:")
    for proposal in proposals:
        terminal.say(sentence(proposal.sentence))
    roles = tuple(proposal.role for proposal in proposals)
    takes = ask_until_it_fits(
        terminal,
        f"Enter takes {' '.join(roles)}, n goes back to the list: ",
        lambda typed: yes_or_no(typed or "y"),
        lambda: terminal.say(
            "Enter takes these roles. n goes back to the list of roles, to choose without help. b goes back to the last question."
        ),
    )
    return roles if takes else ()
