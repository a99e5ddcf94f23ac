"""Run by wheel.sh in a root without libssl, libsqlite3 and libstdc++: the wheel brings its own."""

import sys
from decimal import Decimal

for absent in ("_ssl", "_sqlite3"):
    try:
        __import__(absent)
    except ImportError:
        continue
    sys.exit(f"the root is not bare: {absent} loads")

import bajigong

FACTS = """{
  "application.on": "2023-07-03", "person": {"of_working_age": true, "household_place": "310115"},
  "certificate": {"kind": "level_certificate", "route": "assessed", "occupation": "电工",
                  "level": "senior", "issued_on": "2023-05-18", "body_filed_in": "310000",
                  "in_local_register": true},
  "employment": [{"from": "2019-04-01", "until": "never", "enterprise": true, "insured": true,
                  "registered_in": "310115", "place": "310115"}],
  "statuses": [], "school.kind": "no_school", "subsidies": []}"""

policies = bajigong.load()
decision = policies.decide("skill_upgrading", FACTS, "2023-07-03", salt="0123456789abcdef")
assert decision.amount.value == Decimal("2000.00"), decision  # 2500 × 80 %
assert decision.receipt is not None

for algorithm in ("sha256", "sm3"):
    path = f"/tmp/{algorithm}.ledger"
    with bajigong.ledger.create(path, origin="bare.example/root", hash=algorithm) as books:
        outcome = books.apply(
            {
                "do": "appropriate",
                "id": "a",
                "at": "2026-03-01T09:00:00+08:00",
                "by": "clerk",
                "fund": "f",
                "year": 2026,
                "line": "l",
                "amount": Decimal("12.34"),
                "document": "d",
            }
        )
        assert outcome.accepted, outcome.problems
    assert bajigong.ledger.verify(path).good

print("in a root without libssl, libsqlite3 and libstdc++: decides, and keeps a ledger")
