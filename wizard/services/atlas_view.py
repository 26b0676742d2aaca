"""The JSON shape of ``atlas``."""

from typing import Any

from questionnaires.model import Bank, Control
from questionnaires.vocabulary import ControlType, Role
from wizard.core.published import NO_TEXTS, PublishedControl, ShortTexts, Source
from wizard.core.standards import standards_of
from wizard.services.atlas import Found


def atlas_view(
    bank: Bank, found: Found, texts: ShortTexts = NO_TEXTS, more: PublishedControl | None = None
) -> dict[str, Any]:
    """Everything that is known about a control. ``notice`` is empty unless its id may have meant another control.

    ``earlier`` is the id and title that the control had in AICM 1.0.3 where the id was another one; ``id_before`` is what
    its present id meant then and where that went. Both are null where nothing moved. ``published`` is the published wording
    that was taken from the user's own workbooks, whatever is shown of it elsewhere; null where nothing was taken.
    """
    control = found.control
    text, marks = control.text, control.marks
    return {
        "control": control.id,
        "title": control.title,
        "domain": {"code": control.domain_code, "title": bank.domain_titles[control.domain_code]},
        "questionnaire": {"id": bank.id, "version": bank.version},
        "notice": found.notice,
        **_moves(bank, control),
        "phase": control.phase,
        "layer": control.layer,
        "baseline": marks.baseline,
        "reasons": dict(text.reasons),
        "type": marks.type,
        "ai_specific": marks.type is ControlType.AI_SPECIFIC,
        "weight": control.weight,
        "use_cases": list(marks.use_cases),
        "responsibility": {
            role: {"share": share.share, "others": list(share.others)}
            for role in Role
            for share in (control.responsibility(role),)
        },
        **_prose(control),
        **_facts(bank, control),
        "published": _published(control, texts, more or PublishedControl()) if texts.sources else None,
    }


def _published(control: Control, texts: ShortTexts, more: PublishedControl) -> dict[str, Any]:
    return {
        "questionnaire": _source(texts.question_source),
        "matrix": _source(texts.matrix_source),
        "questions": {name: texts.questions[name] for name in control.question_ids if name in texts.questions},
        "specification": texts.specifications.get(control.id, ""),
        "implementation": dict(more.implementation),
        "auditing": dict(more.auditing),
        "mappings": [
            {
                "framework": mapping.framework,
                "requirements": mapping.requirements.splitlines(),
                "gap": mapping.gap,
                "addendum": mapping.addendum,
            }
            for mapping in more.mappings
        ],
    }


def _source(source: Source | None) -> dict[str, str] | None:
    return {"name": source.kind, "version": source.version, "file": source.file} if source else None


def _moves(bank: Bank, control: Control) -> dict[str, Any]:
    earlier, before = bank.moved_to.get(control.id), bank.moved.get(control.id)
    return {
        "earlier": {"id": earlier.old_id, "title": earlier.title} if earlier else None,
        "id_before": {"title": before.title, "now": before.new_id or None} if before else None,
    }


def _prose(control: Control) -> dict[str, Any]:
    text = control.text
    return {
        "intent": text.intent,
        "consequence": text.consequence,
        "questions": [
            {"question": question.id, "text": question.text, "criteria": dict(question.criteria)}
            for question in text.questions
        ],
        "guidance": {role.value: line for role, line in text.role_guidance.items()},
        "ask_the_other_party": text.ask_the_other_party,
        "customer": text.customer_side,
        "evidence": list(text.evidence),
        "test": text.test,
        "next_steps": {
            "no": {"action": text.from_no.action, "effort": text.from_no.effort},
            "partial": {"action": text.from_partial.action, "effort": text.from_partial.effort},
        },
        "service": text.service,
    }


def _facts(bank: Bank, control: Control) -> dict[str, Any]:
    facts = control.facts
    return {
        "threat_categories": list(facts.threats),
        "lifecycle": {stage.value: list(parts) for stage, parts in facts.lifecycle.items()},
        "stack": list(facts.stack),
        "techniques": [
            {"id": technique, "name": bank.techniques[technique], "reason": facts.technique_reasons[technique]}
            for technique in facts.techniques
        ],
        "not_mappable": control.id in bank.not_mappable,
        "standards": [
            {"family": family, "gap": level or None, "requirements": {name: list(ids) for name, ids in found.items()}}
            for family, level, found in standards_of(control)
        ],
    }
