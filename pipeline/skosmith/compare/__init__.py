"""Two graphs, or a graph and its past: differences, translations, contracts, and which line says what."""

from typing import TYPE_CHECKING

from skosmith.model import members

if TYPE_CHECKING:
    from skosmith.compare.contracts.answer import SECONDS
    from skosmith.compare.contracts.comparison import changed_answers, check_contracts, run_contracts, update
    from skosmith.compare.contracts.forms import contracts_json, contracts_text
    from skosmith.compare.contracts.query import read_contracts
    from skosmith.compare.diff import Diff, compare_graphs
    from skosmith.compare.diff.changes import VERDICTS
    from skosmith.compare.diff.forms import DIFF_FORMS
    from skosmith.compare.diff.forms.text import problems_text
    from skosmith.compare.diff.retirements import retired_tables
    from skosmith.compare.diff.words import word_diff
    from skosmith.compare.translations.fingerprints import read_fingerprints, write_fingerprints
    from skosmith.compare.translations.forms import STATUS_FORMS, has_any
    from skosmith.compare.translations.table import KINDS, accept, language_problems, status_of, translation_problems
    from skosmith.compare.why.blame import blame_lines
    from skosmith.compare.why.forms import NodeEvidence, why_json, why_text
    from skosmith.compare.why.statements import blank_nodes, evidence_of, statements_of_sources

__all__ = ["DIFF_FORMS", "KINDS", "SECONDS", "STATUS_FORMS", "VERDICTS", "Diff", "NodeEvidence", "accept"]
__all__ += ["blame_lines", "blank_nodes", "changed_answers", "check_contracts", "compare_graphs", "contracts_json"]
__all__ += ["contracts_text", "evidence_of", "has_any", "language_problems", "problems_text", "read_contracts"]
__all__ += ["read_fingerprints", "retired_tables", "run_contracts", "statements_of_sources", "status_of"]
__all__ += ["translation_problems", "update", "why_json", "why_text", "word_diff", "write_fingerprints"]

if not TYPE_CHECKING:
    __getattr__ = members(
        __name__,
        {
            "contracts.answer": "SECONDS",
            "contracts.comparison": "changed_answers check_contracts run_contracts update",
            "contracts.forms": "contracts_json contracts_text",
            "contracts.query": "read_contracts",
            "diff": "Diff compare_graphs",
            "diff.changes": "VERDICTS",
            "diff.forms": "DIFF_FORMS",
            "diff.forms.text": "problems_text",
            "diff.retirements": "retired_tables",
            "diff.words": "word_diff",
            "translations.fingerprints": "read_fingerprints write_fingerprints",
            "translations.forms": "STATUS_FORMS has_any",
            "translations.table": "KINDS accept language_problems status_of translation_problems",
            "why.blame": "blame_lines",
            "why.forms": "NodeEvidence why_json why_text",
            "why.statements": "blank_nodes evidence_of statements_of_sources",
        },
    )
