// Filling and handing over the columns of results.
#include "population/results.hpp"

#include <cstring>
#include <iterator>

#include "arrow/check.hpp"

namespace bajigong::population {

namespace {

using arrow::Buffer;
using arrow::MadeArray;
using arrow::MadeSchema;

constexpr const char* kMoney = "d:19,2";

std::vector<std::string> outcome_names() {
    std::vector<std::string> names;
    for (int i = 0; i < 4; ++i) names.emplace_back(name(static_cast<Outcome>(i)));
    return names;
}
std::vector<std::string> amount_names() {
    std::vector<std::string> names;
    for (int i = 0; i < 8; ++i) names.emplace_back(name(static_cast<Amount::Kind>(i)));
    return names;
}

int number_of(const std::map<std::string, int>& numbers, const std::string& name) {
    const auto found = numbers.find(name);
    return found == numbers.end() ? -1 : found->second;
}

void add_name(const std::string& name, std::vector<std::string>& names,
              std::map<std::string, int>& numbers) {
    if (numbers.emplace(name, static_cast<int>(names.size())).second) names.push_back(name);
}

bool has_low(Amount::Kind kind) {
    return kind == Amount::Kind::exact || kind == Amount::Kind::at_least ||
           kind == Amount::Kind::between;
}
bool has_high(Amount::Kind kind) {
    return kind == Amount::Kind::exact || kind == Amount::Kind::at_most ||
           kind == Amount::Kind::between;
}

// The codes of a block's rows, -1 for none.
template <class Code>
void put_codes(std::size_t rows, std::int64_t first, Buffer& values, Buffer& known, Code code_of) {
    Word* bits = known.as<Word>() + static_cast<std::size_t>(first) / kWordBits;
    std::int32_t* codes = values.as<std::int32_t>() + first;
    for (std::size_t w = 0; w * kWordBits < rows; ++w) {
        Word word = 0;
        const std::size_t end = std::min(rows, (w + 1) * kWordBits);
        for (std::size_t i = w * kWordBits; i < end; ++i) {
            const int code = code_of(i);
            codes[i] = std::max(code, 0);
            word |= static_cast<Word>(code >= 0) << (i % kWordBits);
        }
        bits[w] = word;
    }
}

std::size_t decider(const BatchResult& block, std::size_t i) {
    return block.by.empty() ? 0 : block.by[i];
}

void put_code(Buffer& values, Buffer& known, std::int64_t row, int code) {
    if (code < 0) return;
    values.as<std::int32_t>()[row] = code;
    set_bit(known.as<Word>(), static_cast<std::size_t>(row));
}

MadeSchema dictionary(const char* codes, std::string name) {
    MadeSchema schema{codes, std::move(name)};
    schema.dictionary = std::make_shared<MadeSchema>(MadeSchema{"U", ""});
    return schema;
}

}  // namespace

RuleShape::RuleShape(const Rule& rule) : rule_(&rule) {
    add_names(rule);
    for (const Rule* other : rule.overridden_by) add_names(*other);
    add_name("none", clauses_, clause_numbers_);
    add_name("overrides", clauses_, clause_numbers_);
    overrides_ = clause("overrides");
    add_codes(rule);
    for (const Rule* other : rule.overridden_by) add_codes(*other);
    std::map<std::string, int> numbers;
    const auto part = [&](const Entry& entry) {
        add_name(entry.id, parts_, numbers);
        part_of_.push_back(numbers[entry.id]);
    };
    for (const Version& version : rule.versions) {
        for (const Clause& clause : version.clauses) part(clause);
        for (const Limit& limit : version.limits) part(limit);
    }
}

void RuleShape::add_names(const Rule& rule) {
    for (const Version& version : rule.versions) {
        add_name(version.instrument, versions_, version_numbers_);
        for (const Item& item : version.items)
            add_name(version.id_of(item), clauses_, clause_numbers_);
    }
}

void RuleShape::add_codes(const Rule& rule) {
    deciders_.push_back(rule.id);
    Codes& codes = codes_.emplace_back();
    for (const Version& version : rule.versions) {
        codes.versions.push_back(version.instrument.empty() ? -1
                                                            : this->version(version.instrument));
        codes.items.push_back(clause("none"));
        codes.items.push_back(0);
        codes.first_item.push_back(codes.items.size());
        for (const Item& item : version.items) codes.items.push_back(clause(version.id_of(item)));
    }
}

int RuleShape::clause(const std::string& id) const { return number_of(clause_numbers_, id); }
int RuleShape::version(const std::string& instrument) const {
    return number_of(version_numbers_, instrument);
}
void results_schema(const std::vector<RuleShape>& rules, const Options& options,
                    const std::vector<const ArrowSchema*>& kept, ArrowSchema* out) {
    MadeSchema root{"+s", ""};
    root.nullable = false;
    for (const ArrowSchema* column : kept) root.children.push_back({"n", column->name});
    for (const RuleShape& rule : rules) {
        const std::string prefix = rules.size() > 1 ? rule.rule().id + "." : "";
        MadeSchema outcome = dictionary("c", prefix + "outcome");
        outcome.nullable = false;
        root.children.push_back(std::move(outcome));
        root.children.push_back({kMoney, prefix + "amount"});
        root.children.push_back(dictionary("i", prefix + "clause"));
        if (options.range) {
            root.children.push_back(dictionary("c", prefix + "amount_kind"));
            root.children.push_back({kMoney, prefix + "amount_low"});
            root.children.push_back({kMoney, prefix + "amount_high"});
        }
        if (options.version) root.children.push_back(dictionary("i", prefix + "version"));
        if (options.decided_by) {
            root.children.push_back(dictionary("i", prefix + "decided_by"));
            root.children.back().nullable = false;
        }
        if (options.causes)
            root.children.push_back({"+L", prefix + "causes", {MadeSchema{"U", "item"}}});
        if (options.clauses) {
            MadeSchema clauses{"+s", prefix + "clauses"};
            clauses.nullable = false;
            for (const std::string& id : rule.parts()) clauses.children.push_back({"b", id});
            root.children.push_back(std::move(clauses));
        }
        if (options.receipt) root.children.push_back({"U", prefix + "receipt"});
    }
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const std::string& name = root.children[i].name;
        const bool taken = std::any_of(
            root.children.begin() + static_cast<std::ptrdiff_t>(kept.size()), root.children.end(),
            [&](const MadeSchema& result) { return result.name == name; });
        if (taken) throw Failure(Problem{"P028", {"", 0, 0, "/" + name}, {name}});
    }
    arrow::give(root, out);
    for (std::size_t i = 0; i < kept.size(); ++i) {
        out->children[i]->release(out->children[i]);
        arrow::copy(*kept[i], out->children[i]);
    }
}

Results::Results(const std::vector<RuleShape>& rules, const Options& options, std::int64_t rows)
    : rules_(rules), options_(options), rows_(rows), columns_(rules.size()) {
    const auto count = static_cast<std::size_t>(rows);
    const std::size_t bits = words_for(count) * sizeof(Word);
    for (std::size_t r = 0; r < rules.size(); ++r) {
        Columns& c = columns_[r];
        c.outcome = Buffer::unset(count);
        c.amount = Buffer::unset(count * 16);
        c.amount_known = Buffer(bits);
        c.clause = Buffer::unset(count * 4);
        c.clause_known = Buffer(bits);
        if (options.range) {
            c.kind = Buffer::unset(count);
            c.low = Buffer::unset(count * 16);
            c.low_known = Buffer(bits);
            c.high = Buffer::unset(count * 16);
            c.high_known = Buffer(bits);
        }
        if (options.version) {
            c.version = Buffer::unset(count * 4);
            c.version_known = Buffer(bits);
        }
        if (options.decided_by) c.decider = Buffer::unset(count * 4);
        if (options.causes) c.causes = std::make_unique<CauseColumn>(rows);
        if (options.receipt) c.receipts.resize(count);
        for (std::size_t p = 0; options.clauses && p < rules[r].parts().size(); ++p)
            c.parts.emplace_back(Buffer(bits), Buffer(bits));
    }
}

void Results::put(std::size_t rule, std::int64_t first, std::size_t rows, const BatchResult& block,
                  const Lanes& lanes) {
    Columns& c = columns_[rule];
    const RuleShape& shape = rules_[rule];
    static_assert(sizeof(Outcome) == 1 && sizeof(Amount::Kind) == 1);
    std::memcpy(c.outcome.as<std::byte>() + first, block.outcome.data(), rows);
    const std::size_t word = static_cast<std::size_t>(first) / kWordBits;
    const auto* kind = reinterpret_cast<const std::uint8_t*>(block.amount_kind.data());
    const auto marked = [&](Amount::Kind wanted, Word* bits) {
        lanes.marked(kind, static_cast<std::uint8_t>(wanted), rows, bits);
    };
    Word* exact = c.amount_known.as<Word>() + word;
    lanes.widen_twice(block.low_fen.data(), rows, c.amount.as<std::int64_t>() + first * 2);
    marked(Amount::Kind::exact, exact);
    put_clauses(c, shape, first, rows, block, lanes);
    if (options_.range) {
        std::memcpy(c.kind.as<std::byte>() + first, kind, rows);
        lanes.widen_twice(block.low_fen.data(), rows, c.low.as<std::int64_t>() + first * 2);
        lanes.widen_twice(block.high_fen.data(), rows, c.high.as<std::int64_t>() + first * 2);
        for (std::size_t i = 0; i < rows; ++i) {
            const auto at = static_cast<std::size_t>(first) + i;
            if (has_low(block.amount_kind[i])) set_bit(c.low_known.as<Word>(), at);
            if (has_high(block.amount_kind[i])) set_bit(c.high_known.as<Word>(), at);
        }
    }
    if (options_.version) {
        put_codes(rows, first, c.version, c.version_known, [&](std::size_t i) {
            const bool several = !block.mixed.empty() && block.mixed[i] != 0;
            return several ? -1 : shape.version_of(decider(block, i), block.version[i]);
        });
    }
    if (options_.decided_by) {
        std::int32_t* codes = c.decider.as<std::int32_t>() + first;
        for (std::size_t i = 0; i < rows; ++i)
            codes[i] = static_cast<std::int32_t>(decider(block, i));
    }
    for (std::size_t p = 0; p < block.clause_true.size(); ++p) {
        auto& [yes, known] = c.parts[static_cast<std::size_t>(shape.part_of()[p])];
        for (std::size_t w = 0; w < words_for(rows); ++w) {
            yes.as<Word>()[word + w] |= block.clause_true[p][w];
            known.as<Word>()[word + w] |= block.clause_known[p][w];
        }
    }
}

// Codes of clauses; a block of one version reads them from one table.
void Results::put_clauses(Columns& c, const RuleShape& shape, std::int64_t first, std::size_t rows,
                          const BatchResult& block, const Lanes& lanes) {
    const auto begin = block.version.begin();
    const std::int16_t version = *begin;
    const bool one = version >= 0 && block.by.empty() &&
                     std::all_of(begin, begin + static_cast<std::ptrdiff_t>(rows),
                                 [=](std::int16_t v) { return v == version; });
    if (!one) {
        put_codes(rows, first, c.clause, c.clause_known, [&](std::size_t i) {
            return shape.clause_of(decider(block, i), block.version[i], block.clause[i]);
        });
        return;
    }
    const int* table = shape.codes_of(0, version);
    std::int32_t* codes = c.clause.as<std::int32_t>() + first;
    for (std::size_t i = 0; i < rows; ++i) codes[i] = table[block.clause[i]];
    lanes.unlike(block.clause.data(), kNoClause, rows,
                 c.clause_known.as<Word>() + static_cast<std::size_t>(first) / kWordBits);
}

void Results::put_alone(std::size_t rule, std::int64_t row, const std::string& clause,
                        const std::vector<std::string>& versions) {
    Columns& c = columns_[rule];
    const RuleShape& shape = rules_[rule];
    put_code(c.clause, c.clause_known, row, shape.clause(clause));
    if (options_.version && versions.size() == 1)
        put_code(c.version, c.version_known, row, shape.version(versions.front()));
}

void Results::put_receipt(std::size_t rule, std::int64_t row, std::string receipt) {
    columns_[rule].receipts[static_cast<std::size_t>(row)] = std::move(receipt);
}

MadeArray Results::column(Buffer values, Buffer known) const {
    MadeArray made;
    made.length = rows_;
    if (known.get() != nullptr) {
        made.null_count = rows_ - arrow::count_bits(known.as<std::uint8_t>(), 0, rows_);
    }
    made.buffers.push_back(std::move(known));
    made.buffers.push_back(std::move(values));
    return made;
}

ArrowArray Results::codes(Buffer values, Buffer known,
                          const std::vector<std::string>& names) const {
    MadeArray made = column(std::move(values), std::move(known));
    arrow::give(arrow::texts(names), &made.dictionary);
    ArrowArray array;
    arrow::give(std::move(made), &array);
    return array;
}

void Results::give(std::vector<ArrowArray> kept, ArrowArray* out) && {
    MadeArray root;
    root.length = rows_;
    root.buffers.emplace_back();
    root.children = std::move(kept);
    const auto add = [&](MadeArray&& made) {
        arrow::give(std::move(made), &root.children.emplace_back());
    };
    for (std::size_t r = 0; r < rules_.size(); ++r) {
        Columns& c = columns_[r];
        root.children.push_back(codes(std::move(c.outcome), {}, outcome_names()));
        add(column(std::move(c.amount), std::move(c.amount_known)));
        root.children.push_back(
            codes(std::move(c.clause), std::move(c.clause_known), rules_[r].clauses()));
        if (options_.range) {
            root.children.push_back(codes(std::move(c.kind), {}, amount_names()));
            add(column(std::move(c.low), std::move(c.low_known)));
            add(column(std::move(c.high), std::move(c.high_known)));
        }
        if (options_.version) {
            root.children.push_back(
                codes(std::move(c.version), std::move(c.version_known), rules_[r].versions()));
        }
        if (options_.decided_by)
            root.children.push_back(codes(std::move(c.decider), {}, rules_[r].deciders()));
        if (options_.causes) add(std::move(*c.causes).give());
        if (options_.clauses) {
            MadeArray clauses;
            clauses.length = rows_;
            clauses.buffers.emplace_back();
            for (auto& [yes, known] : c.parts)
                arrow::give(column(std::move(yes), std::move(known)),
                            &clauses.children.emplace_back());
            add(std::move(clauses));
        }
        if (options_.receipt) add(arrow::texts(c.receipts));
    }
    arrow::give(std::move(root), out);
}

}  // namespace bajigong::population
