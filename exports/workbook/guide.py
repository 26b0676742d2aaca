"""The part of the Summary sheet that says how to read the book, with a link to each sheet."""

from exports.workbook.page import Page
from exports.workbook.paper import CONTINUATION

_HOW_TO_READ = (
    "Assessed score: how good the answered questions are. Posture score: the same with open ones counted as nothing; it is the figure to act on. Not applicable counts in neither.",
    "Ready for a phase: the share of its questions, and of those before it, that are in place, at least with minor gaps.",
    "Type under the brown headings, in the pale cells. All other cells are protected, without a password; take the protection off to sort. Figures follow what you type, except where a heading says at export.",
    "To take changes back into the wizard: caiq-wizard import. To check the book against the answers: caiq-wizard verify.",
)
_ABOUT = {
    "Gaps": "What to close, the most pressing first, with room for the plan.",
    "Answers": "Every question asked. Change a status there and all scores follow; the last columns show how.",
    "Domains": "Counts and scores by domain.",
    "Controls": "How each control stands, and who holds it.",
    "Side by side": "The same scores for each role, lens and milestone, with what changed.",
    "Course": "How the scores came about, day by day.",
    "Roadmap": "Work packages in order: what, why, how long, what they change. Choose some to see what they come to.",
    "Roadmap steps": "What each phase needs, and what blocks it, question by question in the order of the work packages.",
    "Standards": "Requirements of ISO/IEC, EU AI Act, NIST and BSI: how the answers support them, and what the AICM does not map.",
    "Threats": "Threat categories and ATT&CK techniques: how the controls against them stand, and how exposed that leaves you.",
    "Attack groups": "The same by the groups of the mapping: its rows and techniques, and what it calls not mappable.",
    "Mitigations": "Every technique with every control against it: why it helps, and how the control stands now.",
    "Heat maps": "Where cover is thin: threats, stack components and lifecycle stages against each other.",
    "CAF": "The AWS CAF's AI security capabilities at input, model and output, with the AICM's figures beside them.",
    "CAF cells": "Each capability at each of the three: what its figure is made of, why it is weak, what to do first.",
    "Evidence": "Every evidence reference, with the SHA-256 of files.",
    "Scope": "All questions of the matrix: asked or not, and why.",
    "History": "Who said what, and when. A first answer is told by its status; its texts stand on the sheet Answers.",
    "Carried over": "What became of each answer that came from an earlier questionnaire or assessment, and the archived ones.",
    "Settled plans": "Plans and accepted risks of questions that have full credit or do not apply.",
    "Parking lot": "Topics that came up and were put aside.",
    "Lists": "What the drop-downs offer.",
    "Method": "How each figure is made, the sources, and how to check this book.",
    CONTINUATION: "The rest of texts that are too long for a cell.",
}
_ABOUT_LENS = {
    "answers": "Every question of the lens {lens}, with its answer.",
    "gaps": "What to close of the lens {lens}.",
    "scores": "Counts and scores of the lens {lens}.",
}


def write_guide(page: Page) -> None:
    """Write it where the page is; the sheets of the book are there already."""
    page.section("How to read this book")
    for line in _HOW_TO_READ:
        page.prose(line)
    names = [sheet.get_name() for sheet in page.paper.book.worksheets()[1:]]
    for name in (*names, *([CONTINUATION] if page.paper.continuations else [])):
        page.sheet.write_url(page.row, 0, f"internal:'{name}'!A1", page.paper.style("link"), name)
        about = _about(name)
        page.merged(1, page.last, about, "text")
        page.fit((about, 1, page.last))
        page.go_on()


def _about(name: str) -> str:
    lens, _, what = name.rpartition(" ")
    return _ABOUT.get(name) or _ABOUT_LENS[what].format(lens=lens)
