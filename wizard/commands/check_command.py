"""``check``: the decision rules over all answers; exit 1 when any is broken."""

import argparse

from wizard.commands.context import Context, Outcome, add_json, add_name, as_json, table
from wizard.core.rules import OPEN_RULE, Severity
from wizard.services.views import check_view


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_name(parser)
    add_json(parser)


def run(arguments: argparse.Namespace, context: Context) -> Outcome:
    """List the findings. Errors break a rule; warnings and open questions want a look and do not fail the check."""
    results = context.results(arguments.name)
    findings = [finding for result in results for finding in result.findings]
    broken = any(finding.severity is Severity.ERROR for finding in findings)
    if arguments.json:
        return Outcome(as_json(check_view(findings)).text, exit_code=int(broken))
    told = [finding for finding in findings if finding.rule != OPEN_RULE]
    lines = []
    if told:
        rows = [(finding.severity, finding.question, finding.rule, finding.message) for finding in told]
        lines += [table(("Severity", "Question", "Rule", "What to do"), rows), ""]
    errors = sum(finding.severity is Severity.ERROR for finding in told)
    lines.append(
        f"{errors} broken rules, {len(told) - errors} warnings; "
        f"{sum(result.score.open for result in results)} of {sum(result.score.asked for result in results)} questions are still open.",
    )
    return Outcome("\n".join(lines), exit_code=int(broken))
