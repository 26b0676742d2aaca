"""One figure that tells whether two sets of answers are the same, for auditors who hold a report and a json export.

The rule, to be recomputed from the ``answers`` of a json export: leave ``changed`` and ``review`` out of every answer; sort the answers
by ``question`` (by code points); write the list as JSON with the fields of every object sorted, without blanks between
its parts and with every character as itself (escaped only where JSON demands it); encode it as UTF-8; take
the SHA-256. In Python::

    left_out = ("changed", "review")
    answers = [{name: value for name, value in answer.items() if name not in left_out} for answer in export["answers"]]
    answers.sort(key=lambda answer: answer["question"])
    text = json.dumps(answers, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    print(hashlib.sha256(text.encode("utf-8")).hexdigest())
"""

import hashlib
import json
from collections.abc import Iterable

from wizard.core.answers import Answer
from wizard.core.codec import answer_to_json

_LEFT_OUT = ("changed", "review")


def answers_sha256(answers: Iterable[Answer]) -> str:
    """The fingerprint of all answers of an assessment, 64 hexadecimal digits; when they were given does not matter."""
    fields = [answer_to_json(answer) for answer in sorted(answers, key=lambda answer: answer.question)]
    said = [{name: value for name, value in answer.items() if name not in _LEFT_OUT} for answer in fields]
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
