"""The command line's commands, one module each: ``add_arguments`` declares, ``run`` does and returns an outcome.

A command's module is imported only when it is the one that runs, and no command prints: the command line does.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """A command's name, one line about it, and the module that does it."""

    name: str
    summary: str

    @property
    def module(self) -> str:
        """Where ``add_arguments`` and ``run`` stand."""
        return f"wizard.commands.{self.name}_command"


COMMANDS = tuple(
    Command(name, summary)
    for name, summary in (
        ("new", "create an assessment"),
        ("list", "the assessments, with progress and scores"),
        ("show", "progress, scores and readiness of an assessment"),
        ("scope", "each of the 320 questions: asked or not, and why"),
        ("gaps", "the ranked gaps"),
        ("standards", "how far the answers support the requirements of ISO/IEC, EU AI Act, NIST and BSI"),
        ("roadmap", "the road ahead: work packages in order, and what chosen ones would come to"),
        ("exposure", "how exposed the answers leave you to ATT&CK techniques, and which controls would help most"),
        ("capabilities", "how the AWS CAF's AI security capabilities stand, and the weakest explained"),
        ("atlas", "the reference page of one control, such as AIS-08"),
        ("answer", "record one answer"),
        ("ask", "ask question by question with plain prompts, for screen readers and simple terminals"),
        ("check", "check the answers against the decision rules (exit 1 if any is broken)"),
        ("export", "write the gap workbook, csv or json"),
        ("import", "take answers from a json export, a gap workbook or CSA's questionnaire"),
        ("texts", "take the published wording from your own AICM or AI-CAIQ workbook, or remove it"),
        ("verify", "recompute a gap workbook from the answers, and name every cell that differs (exit 1 if any)"),
        ("milestone", "name how things stand now, to compare with it later; or list the milestones"),
        ("diff", "what changed between two milestones, or since one"),
        ("demo", "a worked example, from scope to workbook"),
        ("doctor", "look at versions, home folder, permissions and terminal"),
    )
)
