"""What a person has had over the years, as lists: statuses, certificates, schooling, work, subsidies."""

import numpy as np

from . import marginals as m
from .draws import Listed, Named
from .person import NEVER, mostly, place_in


def spells(draws, name, counts, anchor, running, longest, widest_gap):
    """from and until of spells that reach back from `anchor` without overlap, the latest first.

    In `running` of the rows the latest has no end; in the others it ends before `anchor`. Each lasts 30 to
    `longest` days; between two lie fewer than `widest_gap` days, or none.
    """
    width = max(counts.names)
    lengths = 30 + draws.below(f"{name}/length", longest - 29, width)
    gaps = draws.below(f"{name}/gap", widest_gap, width)
    gaps[:, 0] = np.where(draws.chance(f"{name}/running", running), 0, gaps[:, 0] + 1)
    gone = np.cumsum(gaps, axis=1)
    gone[:, 1:] += np.cumsum(lengths, axis=1)[:, :-1]
    until = anchor[:, None] - gone
    start = until - lengths + 1
    until[:, 0] = np.where(gaps[:, 0] == 0, NEVER, until[:, 0])
    return {"from": start, "until": until}


def listed(draws, path, counts, fields):
    return Listed(np.array(counts.names)[counts.pick(draws.words(path))], fields)


def statuses(draws, facts):
    width = max(m.STATUSES.names)
    on = facts["application.on"]
    start = on[:, None] - draws.below("statuses/from", 1500, width)
    until = np.where(draws.chance("statuses/running", 0.7, width), NEVER,
                     start + draws.below("statuses/days", 1200, width))
    fields = {"status": draws.choose("statuses/status", m.STATUS, width), "from": start, "until": until}
    return {"statuses": listed(draws, "statuses", m.STATUSES, fields)}


def _occupations(draws, name, facts, share, width):
    """The claim's occupation in `share` of the elements, else any."""
    own = facts["certificate.occupation"]
    other = m.OCCUPATION.pick(draws.words(f"{name}/occupation", width))
    same = draws.chance(f"{name}/same", share, width)
    return Named(np.where(same, own.codes[:, None], other), own.names)


def certificates(draws, facts):
    """The claim's certificate first, then those below it, each some three years before the one above."""
    width = max(m.CERTIFICATES.names)
    steps = np.arange(width)[None, :]
    level = facts["certificate.level"].codes[:, None]
    kinds = m.CERTIFICATE_KIND
    other = kinds.pick(draws.words("certificates/kind", width))
    same = steps == 0
    fields = {
        "kind": Named(np.where(same, facts["certificate.kind"].codes[:, None], other), kinds.names),
        "occupation": _occupations(draws, "certificates", facts, np.where(same, 1, 0.85), width),
        "level": Named(np.where(level == 0, 0, np.maximum(level - steps, m.LEVELS.index("junior"))), m.LEVELS),
        "matching": draws.chance("certificates/matching", 0.85, width),
        "issued_on": facts["certificate.issued_on"][:, None] - steps * (
            800 + draws.below("certificates/before", 600, width)),
    }
    return {"certificates": listed(draws, "certificates", m.CERTIFICATES, fields)}


def titles(draws, facts):
    fields = {
        "title": draws.choose("titles/title", m.TITLE, 1),
        "matching": draws.chance("titles/matching", 0.7, 1),
        "issued_on": facts["application.on"][:, None] - draws.below("titles/before", 4000, 1),
    }
    return {"titles": listed(draws, "titles", m.TITLES, fields)}


def education(draws):
    """The school follows from the level of schooling, the class from the school."""
    width = max(m.EDUCATION.names)
    schooling = draws.choose("education/schooling", m.SCHOOLING, width)
    names = ("other_school", "university", *m.SECONDARY_SCHOOL.names, "vocational_college")
    secondary = 2 + m.SECONDARY_SCHOOL.pick(draws.words("education/secondary", width))
    colleges = np.array([names.index(name) for name in m.COLLEGE.names])
    college = colleges[m.COLLEGE.pick(draws.words("education/college", width))]
    school = Named(np.select(
        [schooling.one_of("secondary_vocational"), schooling.one_of("junior_college"),
         schooling.one_of("bachelor", "master", "doctor")], [secondary, college, 1], 0), names)
    technical = school.one_of("technical_school", "senior_technical_school", "technician_college")
    course = 1 + m.TECHNICAL_CLASS.pick(draws.words("education/course", width))
    fields = {
        "school": school,
        "course": Named(np.where(technical, course, 0), ("no_technical_class", *m.TECHNICAL_CLASS.names)),
        "schooling": schooling,
        "matching": draws.chance("education/matching", 0.4, width),
        "evaluated": draws.chance("education/evaluated", 0.1, width),
        "standing": draws.choose("education/standing", m.STANDING, width),
    }
    return {"education": listed(draws, "education", m.EDUCATION, fields)}


def work(draws, facts, province):
    """Work in the occupation, employment with its insurance, and spells of drawing unemployment benefit."""
    on, width = facts["application.on"], max(m.JOBS.names)
    employment = spells(draws, "employment", m.JOBS, on, 0.8, 2200, 200)
    employment |= {
        "enterprise": draws.chance("employment/enterprise", 0.85, width),
        "insured": draws.chance("employment/insured", 0.9, width),
        "registered_in": place_in(draws, "employment/registered_in",
                                  mostly(draws, "registered", 0.85, province, width)),
        "place": place_in(draws, "employment/place", mostly(draws, "workplace", 0.9, province, width)),
    }
    return {
        "work": listed(draws, "work", m.JOBS, spells(draws, "work", m.JOBS, on, 0.75, 2200, 300)),
        "employment": listed(draws, "employment", m.JOBS, employment),
        "ui_benefit": listed(draws, "ui_benefit", m.UI_BENEFIT,
                             spells(draws, "ui_benefit", m.UI_BENEFIT, on, 0.5, 600, 400)),
    }


def subsidies(draws, facts):
    """Paid before, at the level of the claim or below; amounts as Shanghai's table by level, for all or 80 %."""
    width = max(m.SUBSIDIES.names)
    level = np.maximum(facts["certificate.level"].codes[:, None] - draws.below("subsidies/below", 3, width), 2)
    certificate_on = facts["certificate.issued_on"][:, None] - draws.below("subsidies/before", 1500, width)
    applied_on = np.minimum(certificate_on + draws.below("subsidies/lag", 360, width),
                            facts["application.on"][:, None])
    # policies/shanghai/skill_upgrading.json, table base: 1500 yuan for junior, 500 more for each level above.
    base = (1500 + 500 * (level - m.LEVELS.index("junior"))) * 100
    fields = {
        "kind": draws.choose("subsidies/kind", m.SUBSIDY_KIND, width),
        "occupation": _occupations(draws, "subsidies", facts, 0.5, width),
        "level": Named(level, m.LEVELS),
        "certificate_on": certificate_on,
        "applied_on": applied_on,
        "paid_on": applied_on + 20 + draws.below("subsidies/wait", 70, width),
        "trained_on": certificate_on - 20 - draws.below("subsidies/trained", 80, width),
        "shortage": draws.chance("subsidies/shortage", 0.15, width),
        "as_student": draws.chance("subsidies/as_student", 0.1, width),
        "to_person": draws.chance("subsidies/to_person", 0.9, width),
        "amount": np.where(draws.chance("subsidies/whole", 0.3, width), base, base * 80 // 100),
    }
    return {"subsidies": listed(draws, "subsidies", m.SUBSIDIES, fields)}
