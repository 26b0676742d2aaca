"""The tree of the questions on the agenda, in their groups, with the progress of each."""

from rich.text import Text
from textual import on
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from wizard.app.drawing import literal_row
from wizard.app.symbols import FLAG, STATUS_SYMBOLS
from wizard.core.agenda import OUTSIDE, Agenda, Group
from wizard.core.assessment import Assessment

_LONGEST_KEY = 4
_LONGEST_TITLE = 16


class QuestionTree(Tree[str]):
    """Groups (domains, or layers in the baseline) with their questions; a leaf's data is its question id."""

    class Chosen(Message):
        """The user wants to go to a question."""

        def __init__(self, question_id: str) -> None:
            super().__init__()
            self.question_id = question_id

    def __init__(self) -> None:
        super().__init__("Questions", id="tree")
        self.show_root = False
        self.guide_depth = 2
        self.auto_expand = True
        self._agenda = Agenda(())
        self._heads: dict[str, TreeNode[str]] = {}
        self._leaves: dict[str, TreeNode[str]] = {}

    def fill(self, agenda: Agenda, assessment: Assessment) -> None:
        """Show an agenda; the questions of a group are made when it is opened first."""
        self.clear()
        self._agenda = agenda
        self._leaves.clear()
        self._heads = {
            group.key: self.root.add(_head_label(group, assessment), data=group.key) for group in agenda.groups
        }
        for group in agenda.groups:
            for question_id in group.questions:
                leaf = self._heads[group.key].add_leaf(_leaf_label(question_id, assessment), data=question_id)
                self._leaves[question_id] = leaf

    def refresh_question(self, question_id: str, assessment: Assessment) -> None:
        """Show the new state of one question and of its group."""
        leaf = self._leaves.get(question_id)
        if leaf is not None:
            leaf.set_label(_leaf_label(question_id, assessment))
            group = self._agenda.group_of[question_id]
            self._heads[group.key].set_label(_head_label(group, assessment))

    def go_to(self, question_id: str) -> None:
        """Open the question's group and put the cursor on it, without scrolling animation."""
        leaf = self._leaves.get(question_id)
        if leaf is None or self.cursor_node is leaf:
            return
        if leaf.parent and not leaf.parent.is_expanded:
            for head in self._heads.values():
                head.collapse()
            leaf.parent.expand()
        self.call_after_refresh(self.move_cursor, leaf)

    @on(Tree.NodeSelected)
    def _selected(self, message: Tree.NodeSelected[str]) -> None:
        message.stop()
        if message.node.data in self._leaves:
            self.post_message(self.Chosen(message.node.data or ""))


def _head_label(group: Group, assessment: Assessment) -> Text:
    total = len(group.questions)
    answered = sum(assessment.answer(question_id).status is not None for question_id in group.questions)
    if group.key == OUTSIDE:
        return literal_row(f"{group.title} ({total})")
    done = "✓" if answered == total else " "
    key = f"{group.key:<{_LONGEST_KEY}}" if len(group.key) <= _LONGEST_KEY else ""
    title = group.title if len(group.title) <= _LONGEST_TITLE else f"{group.title[: _LONGEST_TITLE - 1]}…"
    return literal_row(f"{key}{answered:>3}/{total:<3}{done} {title}")


def _leaf_label(question_id: str, assessment: Assessment) -> Text:
    answer = assessment.answer(question_id)
    flag = f" {FLAG}" if answer.flagged else ""
    return literal_row(f"{STATUS_SYMBOLS[answer.status]} {question_id}{flag}")
