"""The metrics of the server, in the format of Prometheus.

Source: the Prometheus text exposition format, version 0.0.4.
"""

from collections import Counter
from dataclasses import dataclass, field

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""The bounds of the histogram of durations, in seconds."""


@dataclass(slots=True)
class Metrics:
    """Requests by kind and status, and how long they took by kind."""

    requests: Counter[tuple[str, int]] = field(default_factory=Counter)
    buckets: Counter[tuple[str, float]] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)

    def count(self, kind: str, status: int, seconds: float) -> None:
        self.requests[kind, status] += 1
        self.seconds[kind] += seconds  # type: ignore[assignment]
        self.buckets.update((kind, bound) for bound in BUCKETS if seconds <= bound)

    def text(self, gauges: dict[str, int]) -> str:
        """All metrics; ``gauges`` are current values by their names."""
        lines = ["# TYPE skosmith_requests_total counter"]
        lines += [
            f'skosmith_requests_total{{kind="{kind}",status="{status}"}} {count}'
            for (kind, status), count in sorted(self.requests.items())
        ]
        lines.append("# TYPE skosmith_request_seconds histogram")
        for kind in sorted(self.seconds):
            total = sum(count for (name, _), count in self.requests.items() if name == kind)
            lines += [
                f'skosmith_request_seconds_bucket{{kind="{kind}",le="{bound}"}} {self.buckets[kind, bound]}'
                for bound in BUCKETS
            ]
            lines += [
                f'skosmith_request_seconds_bucket{{kind="{kind}",le="+Inf"}} {total}',
                f'skosmith_request_seconds_sum{{kind="{kind}"}} {self.seconds[kind]:.6f}',
                f'skosmith_request_seconds_count{{kind="{kind}"}} {total}',
            ]
        for name, value in gauges.items():
            kind = "counter" if name.endswith("_total") else "gauge"
            lines += [f"# TYPE skosmith_{name} {kind}", f"skosmith_{name} {value}"]
        return "\n".join(lines) + "\n"
