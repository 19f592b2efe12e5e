"""The fixes of the problems in a range as the editor offers them, and one that mends all of a page at once."""

from collections.abc import Iterator, Sequence

from lsprotocol.types import CodeAction, CodeActionKind, CodeActionParams, Position, TextEdit, WorkspaceEdit

from skosmith.authoring.lsp.diagnostics import Found, diagnostic
from skosmith.authoring.lsp.quick_fixes import Fix, fixes
from skosmith.authoring.lsp.state import State

_ALL = {"en": "Mend all problems that say how", "pt": "Corrigir todos os problemas que dizem como"}


def actions(params: CodeActionParams, path: str, found: Sequence[Found], state: State) -> list[CodeAction]:
    """What mends the problems ``found`` in the page at ``path`` that touch the range, then what mends all of the page.

    Only the kinds that the editor asks for, where it asks for some.
    """
    only = params.context.only
    kinds = (CodeActionKind.QuickFix, CodeActionKind.SourceFixAll)
    is_fix, is_all = (only is None or any((kind + ".").startswith(one + ".") for one in only) for kind in kinds)
    made: list[CodeAction] = []
    for action in (action for one in found if is_fix for action in _of_one(one, params, path, state)):
        same = next((other for other in made if other.edit == action.edit), None)
        if same is None:
            made.append(action)
        else:  # one edit that mends two problems
            same.diagnostics = [*(same.diagnostics or ()), *(action.diagnostics or ())]
    return [*made, *(_of_all(path, found, state) if is_all else ())]


def _fixes(found: Found, path: str, state: State) -> list[Fix]:
    return fixes(found.problem, found.span, state.page(path), state.lines(path), state.messages)


def _of_one(found: Found, params: CodeActionParams, path: str, state: State) -> Iterator[CodeAction]:
    shown = diagnostic(found, state)
    place = shown.range
    asked = sorted((params.range.start, params.range.end), key=_order)
    if _order(asked[0]) > _order(place.end) or _order(asked[1]) < _order(place.start):
        return
    for fix in _fixes(found, path, state):
        yield CodeAction(
            fix.title,
            CodeActionKind.QuickFix,
            diagnostics=[shown],
            is_preferred=fix.is_only or None,
            edit=WorkspaceEdit(changes={state.uri(path): fix.edits}),
        )


def _of_all(path: str, found: Sequence[Found], state: State) -> Iterator[CodeAction]:
    """Only fixes that are the only one of their problem, and none that touches what another has changed."""
    edits: list[TextEdit] = []
    for one in found:
        for fix in _fixes(one, path, state):
            if fix.is_only and not any(_overlap(edit, other) for edit in fix.edits for other in edits):
                edits += fix.edits
    if edits:
        edit = WorkspaceEdit(changes={state.uri(path): edits})
        yield CodeAction(_ALL[state.messages], CodeActionKind.SourceFixAll, edit=edit)


def _order(position: Position) -> tuple[int, int]:
    return position.line, position.character


def _overlap(one: TextEdit, other: TextEdit) -> bool:
    return _order(one.range.start) <= _order(other.range.end) and _order(other.range.start) <= _order(one.range.end)
