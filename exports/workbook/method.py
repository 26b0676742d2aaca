"""The Method sheet: how every figure comes about and how to check it, so that the book stands without the program."""

from exports.workbook.page import Page
from exports.workbook.paper import Paper

FINGERPRINT = "SHA-256 of the answers"
ASSESSMENT = "Assessment"
_WIDTHS = (26.0, 84.0)


def write_method(paper: Paper) -> None:
    """Write the sheet: where the book comes from, then a row for each paragraph of the method."""
    page, report = Page(paper, "Method", _WIDTHS), paper.report
    page.title("Method")
    page.go_on()
    page.section("Where this book comes from")
    made_from = (
        (ASSESSMENT, report.name),
        ("Roles", ", ".join(report.roles)),
        ("Phase", report.phase),
        ("Target phase", report.target_phase),
        ("Use case", report.use_case),
        ("Questionnaire", f"{report.questionnaire}; the wording is ours, not CSA's"),
        *(("Lens", lens.questionnaire) for lens in report.lenses),
        ("Program", report.program),
        ("Made (UTC)", f"{report.made:%Y-%m-%d %H:%M:%S}"),
        ("Plans judged on", report.day.isoformat()),
        ("People at work on the road", str(report.insights.plan.people)),
        (FINGERPRINT, report.answers_sha256),
    )
    for label, value in made_from:
        page.put(0, label, "label")
        page.put(1, value, "prose")
        page.fit((value, 1, page.last))
        page.go_on()
    page.go_on()
    for part in report.method:
        page.section(part.title)
        for paragraph in part.paragraphs:
            page.prose(paragraph)
        page.go_on()
