"""The fixes of the problems in a range as the editor offers them, and one that fixes all of a page at once."""

from collections.abc import Iterator, Sequence

from lsprotocol.types import CodeAction, CodeActionKind, CodeActionParams, Position, Range, TextEdit, WorkspaceEdit

from skosmith.authoring.lsp.diagnostics import FileProblem, diagnostic
from skosmith.authoring.lsp.quick_fixes import Fix, fixes
from skosmith.authoring.lsp.session import State


def actions(params: CodeActionParams, path: str, problems: Sequence[FileProblem], state: State) -> list[CodeAction]:
    """The fixes of the ``problems`` of the page at ``path`` that touch the range, then one that fixes all of the page.

    Only the kinds that the editor asks for, if it asks for any.
    """
    only = params.context.only
    kinds = (CodeActionKind.QuickFix, CodeActionKind.SourceFixAll)
    is_fix, is_all = (only is None or any((kind + ".").startswith(one + ".") for one in only) for kind in kinds)
    offers: list[CodeAction] = []
    for action in (action for entry in problems if is_fix for action in _quick_fixes(entry, params.range, path, state)):
        same = next((offer for offer in offers if offer.edit == action.edit), None)
        if same is None:
            offers.append(action)
        else:  # one edit that fixes two problems
            same.diagnostics = [*(same.diagnostics or ()), *(action.diagnostics or ())]
    return [*offers, *(_fix_all(path, problems, state) if is_all else ())]


def _fixes(entry: FileProblem, path: str, state: State) -> list[Fix]:
    return fixes(entry.problem, entry.span, state.page(path), state.lines(path), state.words)


def _quick_fixes(entry: FileProblem, place: Range, path: str, state: State) -> Iterator[CodeAction]:
    cause = diagnostic(entry, state)
    start, end = sorted((place.start, place.end), key=_order)
    if _order(start) > _order(cause.range.end) or _order(end) < _order(cause.range.start):
        return
    for fix in _fixes(entry, path, state):
        yield CodeAction(
            fix.title,
            CodeActionKind.QuickFix,
            diagnostics=[cause],
            is_preferred=fix.is_only or None,
            edit=WorkspaceEdit(changes={state.uri(path): fix.edits}),
        )


def _fix_all(path: str, problems: Sequence[FileProblem], state: State) -> Iterator[CodeAction]:
    """Only fixes that are the only one of their problem, and none that touches an edit of another."""
    edits: list[TextEdit] = []
    for entry in problems:
        for fix in _fixes(entry, path, state):
            if fix.is_only and not any(_overlap(edit, other) for edit in fix.edits for other in edits):
                edits += fix.edits
    if edits:
        edit = WorkspaceEdit(changes={state.uri(path): edits})
        yield CodeAction(state.words["all"], CodeActionKind.SourceFixAll, edit=edit)


def _order(position: Position) -> tuple[int, int]:
    return position.line, position.character


def _overlap(one: TextEdit, other: TextEdit) -> bool:
    return _order(one.range.start) <= _order(other.range.end) and _order(other.range.start) <= _order(one.range.end)
