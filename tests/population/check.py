"""Checks the synthetic population: its seed, its shares, its form, and that the tool takes its rows.

Expected shares are written here from the source that benchmarks/population/marginals.py names, or as it
assumes them. Bounds are five deviations of a binomial count.
"""

import json
import math
import pathlib
import re
import sys

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.population import NEVER, PROFILES, marginals, population  # noqa: E402

import asked_of_the_tool  # noqa: E402
import written  # noqa: E402

failures = []


def check(truth, what):
    if not truth:
        failures.append(what)


def near(count, total, share, what):
    """`count` of `total` is what a binomial of `share` may give."""
    bound = 5 * (total * share * (1 - share)) ** 0.5
    check(abs(count - total * share) <= bound,
          f"{what}: {count} of {total}, expected {total * share:.0f} ± {bound:.0f}")


def table(rows, **options):
    read = population(rows, **options).read_all()
    read.validate(full=True)
    return read


def as_bytes(read):
    """The table as one batch of an IPC stream: equal bytes are equal buffers."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, read.schema) as writer:
        for batch in read.combine_chunks().to_batches():
            writer.write_batch(batch)
    return sink.getvalue().to_pybytes()


def leaves(read):
    """Each column, and each field of its lists' elements, as (path, array)."""
    for path, column in zip(read.column_names, read.columns):
        array = column.combine_chunks()
        yield path, array
        if pa.types.is_list(array.type) and pa.types.is_struct(array.type.value_type):
            elements = array.flatten()
            for n, field in enumerate(array.type.value_type):
                yield f"{path}.{field.name}", elements.field(n)


def the_same_rows():
    for profile in PROFILES:
        whole = table(5000, seed=7, profile=profile)
        check(as_bytes(table(5000, seed=7, profile=profile)) == as_bytes(whole), f"{profile}: a second run differs")
        for rows, chunk_rows in ((5000, 613), (40, 1)):
            one, other = (table(rows, seed=7, profile=profile, chunk_rows=size) for size in (5000, chunk_rows))
            check(as_bytes(one) == as_bytes(other), f"{profile}: chunks of {chunk_rows} rows differ")
            check(one.equals(whole.slice(0, rows)), f"{profile}: {rows} rows are not the first of more")
        other = table(5000, seed=8, profile=profile)
        for path in whole.column_names:
            check(not whole[path].equals(other[path]), f"{profile}: {path} does not hang on the seed")


def the_missing():
    for profile in PROFILES:
        read, full = table(20_000, profile=profile, missing=0.2), table(20_000, profile=profile, missing=0)
        for path, array in leaves(read):
            near(array.null_count, len(array), 0.2, f"{profile}: {path} missing")
            if pa.types.is_list(array.type):
                check(len(array.values) == len(array.flatten()), f"{profile}: {path} has elements in unknown lists")
        for path, array in leaves(full):
            check(array.null_count == 0, f"{profile}: {path} is missing where nothing is to be")
        for path, array in leaves(table(100, profile=profile, missing=1)):
            check(array.null_count == len(array), f"{profile}: {path} is known where all is to be missing")
        # What is known is what it is without anything missing.
        for path in read.column_names:
            array = read[path].combine_chunks()
            if not pa.types.is_list(array.type):
                seen = array.is_valid()
                check(array.filter(seen).equals(full[path].combine_chunks().filter(seen)),
                      f"{profile}: {path} changes with what is missing")


    # Whether a fact is missing says nothing of its value: half of the numbers below 400 are below 200.
    known = table(20_000, profile="wide20", missing=0.4)["c0"].drop_null()
    near(pc.sum(pc.less(known, 200)).as_py(), len(known), 0.5, "c0 below 200 where it is known")


def share_of(read, path, names, share, what=None):
    values = read[path].cast(pa.utf8())
    count = pc.sum(pc.is_in(values, pa.array(names))).as_py() or 0
    near(count, read.num_rows, share, what or f"{path} {names}")


def the_marginals():
    read = table(100_000, missing=0)
    near(pc.sum(read["application.intends_to_work"]).as_py(), 100_000, 0.9, "application.intends_to_work")
    near(pc.sum(read["voucher.transferred"]).as_py(), 100_000, 0.02, "voucher.transferred")
    share_of(read, "certificate.route", ["assessed"], 0.94)
    share_of(read, "certificate.kind", ["level_certificate"], 0.8)
    share_of(read, "employer.size", ["large_size"], 0.1)
    share_of(read, "voucher.delivery", ["open_voucher"], 0.7)

    # 公报(第三号): 1411778724 persons, 2000000 of them soldiers; half of the cases lie as the residents do.
    province = pc.utf8_slice_codeunits(read["application.place"], 0, 2)
    residents = 1411778724 - 2000000
    check(sum(marginals.RESIDENTS.values()) == residents, "the provinces' residents do not add up to the nation's")
    for code, persons, city in (("31", 24870895, 0.25), ("50", 32054159, 0.25), ("44", 126012510, 0), ("54", 3648100, 0)):
        near(pc.sum(pc.equal(province, code)).as_py(), 100_000, city + 0.5 * persons / residents, f"province {code}")

    # Shanghai 2022: 1006.26 of 2475.89; an outsider drawn from all residents is from Shanghai again in 1.76 %.
    shanghai = pc.equal(province, "31")
    outside = pc.and_(shanghai, pc.not_equal(pc.utf8_slice_codeunits(read["person.household_place"], 0, 2), "31"))
    near(pc.sum(outside).as_py(), pc.sum(shanghai).as_py(), 1006.26 / 2475.89 * (1 - 24870895 / residents), "outsiders")

    # 公报(第六号): 34507 + 24767 of 89829 with lower secondary or less, 15467 with a college or more.
    schooling = pa.table({"schooling": read["education"].combine_chunks().flatten().field("schooling")})
    share_of(schooling, "schooling", ["lower_secondary"], (34507 + 24767) / 89829)
    share_of(schooling, "schooling", ["junior_college", "bachelor", "master", "doctor"], 15467 / 89829)

    wide = table(100_000, missing=0, profile="wide20")
    check(pc.min_max(wide["c0"]).as_py() == {"min": 0, "max": 399}, "c0: not the numbers below 400")
    for n in range(12):
        near(pc.sum(pc.greater_equal(wide[f"c{n}"], 4 + n)).as_py(), 100_000, 1 - (4 + n) / 400, f"condition {n}")

    # Elements are drawn one by one: of n draws among 400000 amounts this many are distinct.
    amounts = table(20_000, missing=0, profile="lists", mean_length=4)["records"].combine_chunks().flatten().field("amount")
    distinct, share = pc.count_distinct(amounts).as_py(), 1 - math.exp(-len(amounts) / 400_000)
    near(distinct, 400_000, share, "distinct amounts of list elements")

    # A Poisson count's variance is its mean; 50000 rows give the mean within five of its deviations.
    for mean in (0, 0.5, 3, 20, 100):
        for path in ("spells", "records"):
            lengths = pc.list_value_length(table(50_000, missing=0, profile="lists", mean_length=mean)[path])
            error = 5 * (mean / 50_000) ** 0.5
            found = pc.mean(lengths).as_py()
            check(abs(found - mean) <= error, f"{path}: {found} elements, expected {mean} ± {error:.3f}")


def all_match(read, path, pattern):
    values = [text for text in read[path].to_pylist() if text is not None]
    check(bool(values), f"{path}: nothing to look at")
    for text in values:
        if not re.fullmatch(pattern, text):
            check(False, f"{path}: {text}")
            return


def ordered(first, last, what):
    """first ≤ last wherever both are known, as whole numbers of days."""
    first, last = (np.asarray(array.cast(pa.int32()).fill_null(fill)) for array, fill in ((first, -NEVER), (last, NEVER)))
    check(len(first) > 0 and bool(np.all(first <= last)), f"{what}: not in order")


def no_overlap(read, path):
    """The spells of a row, the latest first, do not overlap."""
    lists = read[path].combine_chunks()
    row, spells = np.asarray(pc.list_parent_indices(lists)), lists.flatten()
    first, last = (np.asarray(spells.field(name).cast(pa.int32())) for name in ("from", "until"))
    same_row = row[1:] == row[:-1]
    check(same_row.any() and bool(np.all(last[1:][same_row] < first[:-1][same_row])), f"{path}: spells overlap")


def the_form():
    whole = table(20_000, missing=0)
    for path in ("work", "employment", "course_standards"):
        no_overlap(whole, path)
    read = table(20_000)
    for path in read.column_names:
        if path.split(".")[-1] in ("place", "household_place", "body_filed_in", "registered_in", "body_office"):
            all_match(read, path, "(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])[0-9]{4}")
    for path in ("application.occupation", "certificate.occupation", "training.occupation"):
        all_match(read, path, "[1-8]-[0-9]{2}-[0-9]{2}-[0-9]{2}|[\u4e00-\u9fff]{2,9}")
        codes = pc.sum(pc.match_substring_regex(read[path], "^[1-8]-")).as_py()
        check(codes > 0.5 * read.num_rows, f"{path}: only {codes} codes")
    check(not {"person.name", "person.id_number"} & set(read.column_names), "a person could be taken for a real one")

    wanted = {"money": pa.decimal128(18, 2), "day": pa.date32(), "truth": pa.bool_(), "number": pa.int64()}
    for path, name in (("voucher.face", "money"), ("person.born_on", "day"), ("care.registered", "truth"),
                       ("training.hours", "number")):
        check(read.schema.field(path).type == wanted[name], f"{path}: {read.schema.field(path).type}")
    level = read["certificate.level"].combine_chunks()
    check(level.type == pa.dictionary(pa.int8(), pa.utf8(), ordered=True), f"certificate.level: {level.type}")
    check(level.dictionary.to_pylist()[2:7] == ["junior", "intermediate", "senior", "technician", "senior_technician"],
          "certificate.level: not the scale's order")

    ordered(read["person.born_on"], read["certificate.issued_on"], "birth before the certificate")
    ordered(read["certificate.issued_on"], read["application.on"], "certificate before the application")
    for profile, options in (("people", {}), ("lists", {"mean_length": 30})):
        read = table(5000, profile=profile, **options)
        for path, array in leaves(read):
            if pa.types.is_list(array.type) and pa.types.is_struct(array.type.value_type):
                elements = array.flatten()
                names = elements.type.names
                if "until" in names:
                    first, last = (elements.field(names.index(name)) for name in ("from", "until"))
                    ordered(first, last, f"{profile}: {path}")
                    check(path in ("pension", "statuses") or pc.any(pc.less(last.cast(pa.int32()), NEVER)).as_py(),
                          f"{profile}: no spell of {path} has an end")
                    check(pc.any(pc.equal(last.cast(pa.int32()), NEVER)).as_py(), f"{profile}: no spell of {path} runs on")


def the_refused():
    for options in ({"rows": -1}, {"rows": 10**8 + 1}, {"missing": 1.5}, {"chunk_rows": 0},
                    {"profile": "lists", "mean_length": 101}):
        try:
            population(**({"rows": 1} | options)).read_all()
        except (ValueError, pa.ArrowException):
            continue
        check(False, f"{options} is not refused")


def main():
    the_same_rows()
    the_missing()
    the_marginals()
    the_form()
    the_refused()
    failures.extend(written.failures())
    asked, outcomes, found = asked_of_the_tool.failures(sys.argv[1])
    failures.extend(found)
    for failure in failures[:40]:
        print(f"FAILED: {failure}")
    if failures:
        sys.exit(f"population: {len(failures)} checks failed")
    print(f"population: as it should be; {asked} rows decided by the tool: {json.dumps(outcomes)}")


if __name__ == "__main__":
    main()
