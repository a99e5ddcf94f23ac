"""A synthetic population for benchmarks and tests: seeded, in Arrow, by the project's vocabulary."""

from .facts import rows_as_facts
from .generator import population, schema
from .person import NEVER
from .profiles import PROFILES

__all__ = ["NEVER", "PROFILES", "population", "rows_as_facts", "schema"]
