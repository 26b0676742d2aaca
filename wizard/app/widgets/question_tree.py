"""The tree of domains and questions with their progress."""

from rich.text import Text
from textual import on
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from wizard.app.drawing import literal_row
from wizard.app.symbols import STATUS_SYMBOLS
from wizard.core.assessment import Result


class QuestionTree(Tree[str]):
    """Domains with their asked questions; a leaf's data is its question id, a domain's its code."""

    class Chosen(Message):
        """The user wants to go to a question."""

        def __init__(self, question_id: str) -> None:
            super().__init__()
            self.question_id = question_id

    def __init__(self) -> None:
        super().__init__("Domains", id="tree")
        self.show_root = False
        self.guide_depth = 2
        self.auto_expand = True
        self._domains: dict[str, TreeNode[str]] = {}
        self._questions: dict[str, TreeNode[str]] = {}

    def fill(self, result: Result) -> None:
        """Show the asked questions of an assessment."""
        self.clear()
        self._domains.clear()
        self._questions.clear()
        for question_id in result.asked:
            code = result.bank.control_of(question_id).domain_code
            if code not in self._domains:
                self._domains[code] = self.root.add(self._domain_label(result, code), data=code)
            leaf = self._domains[code].add_leaf(self._question_label(result, question_id), data=question_id)
            self._questions[question_id] = leaf

    def refresh_question(self, result: Result, question_id: str) -> None:
        """Show the new state of one question and of its domain."""
        code = result.bank.control_of(question_id).domain_code
        self._questions[question_id].set_label(self._question_label(result, question_id))
        self._domains[code].set_label(self._domain_label(result, code))

    def go_to(self, question_id: str) -> None:
        """Open the question's domain and put the cursor on it, without scrolling animation."""
        node = self._questions.get(question_id)
        if node is None or self.cursor_node is node:
            return
        if node.parent and not node.parent.is_expanded:
            for domain in self._domains.values():
                domain.collapse()
            node.parent.expand()
        self.call_after_refresh(self.move_cursor, node)

    @on(Tree.NodeSelected)
    def _selected(self, message: Tree.NodeSelected[str]) -> None:
        message.stop()
        if message.node.data in self._questions:
            self.post_message(self.Chosen(message.node.data or ""))

    @staticmethod
    def _domain_label(result: Result, code: str) -> Text:
        score = result.domains[code]
        title = result.bank.domain_titles[code]
        return literal_row(f"{code:<4}{score.answered:>3}/{score.asked:<3} {title}")

    @staticmethod
    def _question_label(result: Result, question_id: str) -> Text:
        answer = result.assessment.answer(question_id)
        flag = " ⚑" if answer.flagged else ""
        return literal_row(f"{STATUS_SYMBOLS[answer.status]} {question_id}{flag}")
