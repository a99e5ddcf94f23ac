"""The person of a case: where and when they apply, their certificate, school, insurance and training."""

import datetime

import numpy as np

from . import marginals as m
from .draws import Named, Numbered

# A day that never comes, or an end that is not in sight: `never` of the tool (include/bajigong/date.hpp).
NEVER = 2**31 - 1

FIRST_APPLICATION, LAST_APPLICATION = "2022-07-01", "2025-12-31"

_FIRST_PLACE, _PLACES_OF, _ALL_PLACES = [], [], []
for _province in m.PROVINCE.names:
    _FIRST_PLACE.append(len(_ALL_PLACES))
    _PLACES_OF.append(len(m.PLACES[_province]))
    _ALL_PLACES += m.PLACES[_province]
_FIRST_PLACE, _PLACES_OF = np.array(_FIRST_PLACE), np.array(_PLACES_OF)


def day(text):
    """Days from 1970-01-01."""
    return (datetime.date.fromisoformat(text) - datetime.date(1970, 1, 1)).days


def days_between(draws, name, first, last, width=None):
    """A day from first to last, both included, each as likely as the other."""
    return day(first) + draws.below(name, day(last) - day(first) + 1, width)


def place_in(draws, name, provinces):
    """A place in each province; `provinces` counts in the order of PROVINCE."""
    width = None if provinces.ndim == 1 else provinces.shape[1]
    return Named(_FIRST_PLACE[provinces] + draws.below(name, _PLACES_OF[provinces], width), _ALL_PLACES)


def mostly(draws, name, share, provinces, width=None):
    """The province itself in `share` of the rows, else one as people live."""
    other = m.PROVINCE.pick(draws.words(f"{name}/elsewhere", width)).astype(np.int64)
    own = provinces if width is None else provinces[:, None]
    return np.where(draws.chance(f"{name}/here", share, width), own, other)


def application(draws):
    """The application and the person's age. `province` and `age` are no facts, but what others hang on."""
    on = days_between(draws, "application.on", FIRST_APPLICATION, LAST_APPLICATION)
    city = draws.choose("city", m.CITIES)
    shanghai, chongqing = m.PROVINCE.names.index("31"), m.PROVINCE.names.index("50")
    province = np.select([city.one_of("31"), city.one_of("50")], [shanghai, chongqing],
                         m.PROVINCE.pick(draws.words("province")))
    bands = np.array(m.AGE_BANDS)[m.AGE_BAND.pick(draws.words("age band"))]
    year = 365.2425
    low, high = (bands[:, 0] * year).astype(np.int64) + 1, (bands[:, 1] * year).astype(np.int64)
    age = low + draws.below("age", high - low)
    inside = np.where(province == shanghai, 1 - m.OUTSIDERS_SHANGHAI, 1 - m.OUTSIDERS_ELSEWHERE)
    facts = {
        "application.on": on,
        "application.place": place_in(draws, "application.place", province),
        "application.occupation": draws.choose("application.occupation", m.OCCUPATION),
        "application.level": draws.choose("application.level", m.TARGET_LEVEL),
        "application.intends_to_work": flag(draws, "application.intends_to_work"),
        "occupation_standard.issued_on": days_between(draws, "occupation_standard.issued_on", "2017-01-01", "2025-06-30"),
        "occupation_standard.degree_path": flag(draws, "occupation_standard.degree_path"),
        "person.born_on": on - age,
        "person.household_place": place_in(draws, "person.household_place", mostly(draws, "household", inside, province)),
        "person.of_working_age": age < int(60 * year),
        "apprenticeship.completed": flag(draws, "apprenticeship.completed"),
    }
    return facts, province, age


def flag(draws, path):
    """The truth of a fact that is true of the share that SHARES gives."""
    return draws.chance(path, m.SHARES[path])


def certificate(draws, facts, province):
    on = facts["application.on"]
    kind = draws.choose("certificate.kind", m.CERTIFICATE_KIND)
    level = draws.choose("certificate.level", m.CERTIFICATE_LEVEL)
    ungraded = kind.one_of("special_ability", "completion") | (
        kind.one_of("qualification") & draws.chance("ungraded", 0.3))  # assumed
    special = draws.choose("special ability", m.SPECIAL_ABILITY)
    names = m.OCCUPATION.names + m.SPECIAL_ABILITY.names
    occupation = np.where(kind.one_of("special_ability"), special.codes + len(m.OCCUPATION.names),
                          facts["application.occupation"].codes)
    # Nine in ten apply within the year: assumed.
    late = ~draws.chance("in time", 0.9)
    issued_on = on - np.where(late, 360 + draws.below("late", 400), draws.below("lag", 360))
    published = days_between(draws, "certificate.project_published_on", "2018-01-01", "2022-12-31")
    return {
        "certificate.number": Numbered("Y", draws.below("certificate.number", 10**9)),
        "certificate.kind": kind,
        "certificate.route": draws.choose("certificate.route", m.CERTIFICATE_ROUTE),
        "certificate.occupation": Named(occupation, names),
        "certificate.level": Named(np.where(ungraded, 0, level.codes), m.LEVELS),
        "certificate.issued_on": issued_on,
        "certificate.body_filed_in": place_in(draws, "certificate.body_filed_in",
                                              mostly(draws, "filed", 0.93, province)),
        "certificate.in_local_register": flag(draws, "certificate.in_local_register"),
        "certificate.project_published_on": np.where(kind.one_of("qualification"), published, NEVER),
    }


def school(draws, facts, province, age):
    """A student in four of ten below 25 (assumed); others left school between 16 and 22."""
    on = facts["application.on"]
    student = (age < 25 * 365) & draws.chance("student", 0.4)
    kind = m.SCHOOL_OF_STUDENTS.pick(draws.words("school.kind"))
    names = ("no_school", *m.SCHOOL_OF_STUDENTS.names)
    kind = Named(np.where(student, 1 + kind, 0), names)
    technical = kind.one_of("technical_school", "senior_technical_school", "technician_college")
    course = m.TECHNICAL_CLASS.pick(draws.words("school.course"))
    leaves = np.where(student, on + draws.below("graduates", 700), on - age + 365 * (16 + draws.below("left at", 7)))
    june_30 = leaves.astype("datetime64[D]").astype("datetime64[Y]").astype("datetime64[M]") + 5
    graduates_on = (june_30.astype("datetime64[D]") + 29).astype(np.int64)
    return {
        "school.kind": kind,
        "school.course": Named(np.where(technical, 1 + course, 0), ("no_technical_class", *m.TECHNICAL_CLASS.names)),
        "school.place": place_in(draws, "school.place", mostly(draws, "school", 0.85, province)),
        "school.graduates_on": graduates_on,
        "school.final_year_from": graduates_on - 364,
        "school.final_year_until": graduates_on,
    }


def insurance(draws, facts, age):
    """Months of premium: none in one of twelve, else up to the years since 18 (assumed)."""
    since_18 = np.maximum((age - 18 * 365) // 30, 1)
    months = np.where(draws.chance("uninsured", 1 / 12), 0, draws.below("months", since_18))
    lag_months = (facts["application.on"] - facts["certificate.issued_on"]) // 30
    registered = flag(draws, "care.registered")
    employed = facts["certificate.issued_on"] - 600 + draws.below("care.employed_on", 1000)
    return {
        "insurance.ui_months_at_certificate": np.maximum(months - lag_months, 0),
        "insurance.ui_months_at_application": months,
        "region.ui_reserve_months": 6 + draws.below("region.ui_reserve_months", 30),
        "care.registered": registered,
        "care.employed_on": np.where(registered, employed, NEVER),
    }


def training(draws, facts, province):
    """The course before the certificate; figures assumed."""
    days = 5 + draws.below("training.days", 40)
    ended = facts["certificate.issued_on"] - 10 - draws.below("training.ended_on", 60)
    cost = 50_000 + draws.below("training.cost", 600_000)
    staff = 1 + draws.below("employer.staff", 2000)
    return {
        "training.kind": draws.choose("training.kind", m.TRAINING_KIND),
        "training.started_on": ended - days,
        "training.ended_on": ended,
        "training.days": days,
        "training.hours": days * 8,
        "training.cost": cost,
        "training.fee": cost + draws.below("training.fee", 50_000),
        "training.fee_paid_by": draws.choose("training.fee_paid_by", m.PAYER),
        "training.occupation": facts["certificate.occupation"],
        "training.course_class": draws.choose("training.course_class", m.COURSE_CLASS),
        "training.body": draws.choose("training.body", m.BODY),
        "training.class": draws.choose("training.class", m.CLASS),
        "employer.kind": draws.choose("employer.kind", m.EMPLOYER_KIND),
        "employer.size": draws.choose("employer.size", m.EMPLOYER_SIZE),
        "employer.place": place_in(draws, "employer.place", mostly(draws, "employer", 0.9, province)),
        "employer.staff": staff,
        "employer.skilled_staff": draws.below("employer.skilled_staff", staff + 1),
    }
