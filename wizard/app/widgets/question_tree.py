"""The tree of the questions on the agenda, in their groups, with the progress of each."""

from rich.style import Style
from rich.text import Text
from textual import on
from textual.geometry import Region
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from wizard.app.drawing import literal_row, shortened
from wizard.app.symbols import FLAG, REVIEW, STATUS_SYMBOLS
from wizard.core.agenda import OUTSIDE, Agenda, Group
from wizard.core.assessment import Assessment

_LONGEST_KEY = 4
_BESIDE_TITLE = 18
"""Columns of a head that are not its title: arrow, code, counts, padding, scrollbar."""
_LABEL_WIDTH = 28


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
        self._assessment: Assessment | None = None
        self._heads: dict[str, TreeNode[str]] = {}
        self._leaves: dict[str, TreeNode[str]] = {}

    def fill(self, agenda: Agenda, assessment: Assessment) -> None:
        """Show an agenda."""
        self.clear()
        self._agenda, self._assessment = agenda, assessment
        self._leaves.clear()
        self._heads = {group.key: self.root.add(group.title, data=group.key) for group in agenda.groups}
        for group in agenda.groups:
            for question_id in group.questions:
                self._leaves[question_id] = self._heads[group.key].add_leaf(question_id, data=question_id)

    def refresh_question(self, question_id: str, assessment: Assessment) -> None:
        """Show the new state of one question and of its group."""
        self._assessment = assessment
        leaf = self._leaves.get(question_id)
        if leaf is not None:
            for node in (leaf, self._heads[self._agenda.group_of[question_id].key]):
                self._draw_again(node)

    def _draw_again(self, node: TreeNode[str]) -> None:
        """Draw the line of a node; its own way would draw all lines below it too, which every answer would wait for."""
        node._updates += 1  # noqa: SLF001  (what its own way does to pass by the cache of lines)
        if node.line >= 0:
            self.refresh(Region(0, node.line - self.scroll_offset.y, self.size.width, 1))

    def render_label(self, node: TreeNode[str], base_style: Style, style: Style) -> Text:
        """What a line says is worked out when it is drawn."""
        if self._assessment is None or node.data is None or node is self.root:
            return super().render_label(node, base_style, style)
        if node.data in self._leaves:
            label = _leaf_label(node.data, self._assessment)
        else:
            group = next(group for group in self._agenda.groups if group.key == node.data)
            icon = self.ICON_NODE_EXPANDED if node.is_expanded else self.ICON_NODE
            label = Text.assemble(
                (icon, base_style), _head_label(group, self._assessment, self.size.width - _BESIDE_TITLE)
            )
        label.stylize(style)
        return label

    def get_label_width(self, node: TreeNode[str]) -> int:
        """Labels are cut at the edge, so that their width need not be known."""
        del node
        return _LABEL_WIDTH

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


def _head_label(group: Group, assessment: Assessment, room: int) -> Text:
    total = len(group.questions)
    answers = [assessment.answer(question_id) for question_id in group.questions]
    answered = sum(answer.status is not None for answer in answers)
    if group.key == OUTSIDE:
        return literal_row(f"{group.title} ({total})")
    done = REVIEW if any(answer.review for answer in answers) else "✓" if answered == total else " "
    if len(group.key) > _LONGEST_KEY:
        return literal_row(f"{group.title} {answered}/{total} {done}")
    key = f"{group.key:<{_LONGEST_KEY}}"
    return literal_row(f"{key}{answered:>3}/{total:<3}{done} {shortened(group.title, max(1, room))}")


def _leaf_label(question_id: str, assessment: Assessment) -> Text:
    answer = assessment.answer(question_id)
    marks = (REVIEW if answer.review else "", FLAG if answer.flagged else "")
    return literal_row(" ".join(filter(None, (STATUS_SYMBOLS[answer.status], question_id, *marks))))
