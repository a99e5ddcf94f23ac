"""A training voucher of the person: its batch, its use, and what the rules of the places ask about it."""

import numpy as np

from . import marginals as m
from .draws import Listed, Named, Numbered
from .history import listed, spells
from .person import NEVER, days_between, flag, mostly, place_in

_YUAN = 100


def _money(draws, name, least_yuan, most_yuan):
    """A sum of fen, of whole yuan in half of the rows."""
    fen = least_yuan * _YUAN + draws.below(name, (most_yuan - least_yuan) * _YUAN + 1)
    return np.where(draws.chance(f"{name}/whole", 0.5), fen // _YUAN * _YUAN, fen)


def _including(draws, name, own, choice, width, share):
    """A list of 1 to `width` names, of which the first is the row's own in `share` of the rows."""
    codes = choice.pick(draws.words(name, width)).astype(np.int64)
    codes[:, 0] = np.where(draws.chance(f"{name}/own", share), own.codes, codes[:, 0])
    return Listed(1 + draws.below(f"{name}/count", width), Named(codes, own.names))


def voucher(draws, facts, province):
    issued = days_between(draws, "voucher.issued_on", "2021-01-01", "2023-12-31")
    claimed = issued + draws.below("voucher.claimed_on", 60)
    presented = claimed + draws.below("voucher.presented_on", 240)
    valid_until = issued + 90 + 90 * draws.below("voucher.valid_until", 4)
    own_class = facts["training.class"]
    other_class = m.CLASS.pick(draws.words("voucher.class"))
    return {
        "voucher.number": Numbered("T", draws.below("voucher.number", 10**9)),
        "voucher.money": draws.choose("voucher.money", m.VOUCHER_MONEY),
        "voucher.delivery": draws.choose("voucher.delivery", m.VOUCHER_DELIVERY),
        "voucher.face": _money(draws, "voucher.face", 300, 3000),
        "voucher.issued_on": issued,
        "voucher.claimed_on": claimed,
        "voucher.presented_on": presented,
        "voucher.valid_from": issued,
        "voucher.valid_until": valid_until,
        "voucher.class": Named(np.where(draws.chance("own class", 0.9), own_class.codes, other_class), m.CLASS.names),
        "voucher.bodies": _including(draws, "voucher.bodies", facts["training.body"], m.BODY, 4, 0.9),
        "voucher.courses": _including(draws, "voucher.courses", facts["training.occupation"], m.OCCUPATION, 4, 0.9),
        "voucher.documents": _documents(draws),
        "voucher.registered_in": place_in(draws, "voucher.registered_in", mostly(draws, "voucher place", 0.9, province)),
        **{path: flag(draws, path) for path in m.SHARES if path.startswith("voucher.")},
        "course_standards": _course_standards(draws, issued),
        "voucher_uses": _voucher_uses(draws, presented),
    }


def _documents(draws):
    """All the papers in nine of ten rows, else the first few."""
    rows = draws.rows
    few = draws.below("voucher.documents/few", len(m.PAPERS))
    counts = np.where(draws.chance("voucher.documents/all", 0.9), len(m.PAPERS), few)
    return Listed(counts, Named(np.tile(np.arange(len(m.PAPERS)), (rows, 1)), m.PAPERS))


def _course_standards(draws, issued):
    """The standard of the course and the one before it."""
    width = max(m.COURSE_STANDARDS.names)
    fields = spells(draws, "course_standards", m.COURSE_STANDARDS, issued + 60, 0.9, 700, 1)
    fields["amount"] = (500 + 50 * draws.below("course_standards/amount", 50, width)) * _YUAN
    return listed(draws, "course_standards", m.COURSE_STANDARDS, fields)


def _voucher_uses(draws, presented):
    width = max(m.VOUCHER_USES.names)
    own = draws.below("voucher.number", 10**9)[:, None]
    other = draws.below("voucher_uses/number", 10**9, width)
    fields = {
        "voucher": Numbered("T", np.where(draws.chance("voucher_uses/own", 0.1, width), own, other)),
        "on": presented[:, None] - 1 - draws.below("voucher_uses/before", 900, width),
        "body": draws.choose("voucher_uses/body", m.BODY, width),
    }
    return listed(draws, "voucher_uses", m.VOUCHER_USES, fields)


def pension(draws, facts, age):
    """A pension from the sixtieth birthday on (assumed)."""
    start = facts["person.born_on"] + 60 * 365 + 15
    drawing = (age >= 60 * 365 + 15) & draws.chance("pension", 0.9)
    fields = {"from": start[:, None], "until": np.full((draws.rows, 1), NEVER)}
    return {"pension": Listed(drawing.astype(np.int64), fields)}


def of_places(draws, facts, province):
    """What Anhui, Zhongwei, Jinzhong, Hangzhou and the “49100” project ask besides; figures assumed."""
    passed = draws.below("settlement.passed", 200)
    term_from = facts["voucher.presented_on"] - draws.below("voucher.term_from", 200)
    printed = days_between(draws, "printing.on", "2006-10-01", "2009-12-31")
    year_printed = printed.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    return {
        "settlement.target": passed + draws.below("settlement.target", 60),
        "settlement.passed": passed,
        "settlement.advance_paid": _money(draws, "settlement.advance_paid", 0, 50_000),
        "voucher.course_months": 1 + draws.below("voucher.course_months", 24),
        "voucher.pupil_year": 1 + draws.below("voucher.pupil_year", 3),
        "voucher.term": draws.choose("voucher.term", m.TERM),
        "voucher.school_year": 2015 + draws.below("voucher.school_year", 10),
        "voucher.term_from": term_from,
        "voucher.term_until": term_from + 150,
        "voucher.spent_in_term": _money(draws, "voucher.spent_in_term", 0, 600),
        "education_vouchers": Listed(draws.below("education_vouchers", 3), {
            "term": draws.choose("education_vouchers/term", m.TERM, 2),
            "school_year": 2015 + draws.below("education_vouchers/year", 10, 2)}),
        "voucher.body_office": place_in(draws, "voucher.body_office", province),
        "voucher.holder": draws.choose("voucher.holder", m.HOLDER),
        "printing.on": printed,
        "printing.for_year": year_printed + draws.below("printing.for_year", 2),
        "printing.number": 1000 + draws.below("printing.number", 20_000),
        "printing.face": _money(draws, "printing.face", 100, 1000),
        "printing.total_last_year": _money(draws, "printing.total_last_year", 100_000, 5_000_000),
    }
