"""A graph to problems: SHACL, lint, waivers and baselines, and the catalogue of problems."""

from typing import TYPE_CHECKING

from skosmith.model import members

if TYPE_CHECKING:
    from skosmith.checks.catalogue import Rule, rules, suggestions, unknown_patterns
    from skosmith.checks.consequences import without_consequences
    from skosmith.checks.lint import lint_graph
    from skosmith.checks.lint.shift import between_editions
    from skosmith.checks.policy import Policy, Report, judge, matches
    from skosmith.checks.policy.baseline import Baseline, read_baseline, write_baseline
    from skosmith.checks.policy.fingerprint import fingerprints
    from skosmith.checks.policy.waivers import EXAMPLE, Fault, Waiver, waiver_faults, waivers_of
    from skosmith.checks.rights import RIGHTS, rights_problems, with_key
    from skosmith.checks.shacl import own_shapes, validate
    from skosmith.checks.shacl.engines import ENGINES
    from skosmith.checks.shacl.reference import rdflib_graph

__all__ = ["ENGINES", "EXAMPLE", "RIGHTS", "Baseline", "Fault", "Policy", "Report", "Rule", "Waiver"]
__all__ += ["between_editions", "fingerprints", "judge", "lint_graph", "matches", "own_shapes", "rdflib_graph"]
__all__ += ["read_baseline", "rights_problems", "rules", "suggestions", "unknown_patterns", "validate", "waiver_faults"]
__all__ += ["waivers_of", "with_key", "without_consequences", "write_baseline"]

if not TYPE_CHECKING:
    __getattr__ = members(
        __name__,
        {
            "catalogue": "Rule rules suggestions unknown_patterns",
            "consequences": "without_consequences",
            "lint": "lint_graph",
            "lint.shift": "between_editions",
            "policy": "Policy Report judge matches",
            "policy.baseline": "Baseline read_baseline write_baseline",
            "policy.fingerprint": "fingerprints",
            "policy.waivers": "EXAMPLE Fault Waiver waiver_faults waivers_of",
            "rights": "RIGHTS rights_problems with_key",
            "shacl": "own_shapes validate",
            "shacl.engines": "ENGINES",
            "shacl.reference": "rdflib_graph",
        },
    )
