// Supplied data and readings of a rule in words.
#include "decision/render_rule_data.hpp"

namespace bajigong {

namespace {

// How many entries of a list are shown.
constexpr std::size_t kMaxShownEntries = 100;

bool is_open(const CellData& cell) { return cell.state != CellData::State::known; }

}  // namespace

RuleData::RuleData(const Words& words, Sources& sources, const Rule& rule,
                   const std::vector<const Version*>& versions)
    : words_(words), sources_(sources), book_(*rule.book), readings_(rule.key_mask) {
    note(rule.selector);
    for (const Version* version : versions) {
        note(version->program);
        for (const VersionDay* day : {&version->from, &version->until}) {
            if (day->reading >= 0) readings_ |= std::uint64_t{1} << day->reading;
        }
    }
}

void RuleData::note(const language::Program& program) {
    using language::Op;
    for (const language::Instruction& code : program.code) {
        const auto index = static_cast<std::size_t>(code.imm);
        if (code.op == Op::table || code.op == Op::has_row) tables_.insert(index);
        if (code.op == Op::param) params_.insert(index);
        if (code.op == Op::in_list || code.op == Op::all_in_list) lists_.insert(index);
        if (code.op == Op::reading) readings_ |= std::uint64_t{1} << code.imm;
    }
}

std::string RuleData::title(const char* en, const char* zh, const SuppliedShape& shape) const {
    std::string out = std::string("  ") + words_.in(en, zh) + words_.in("'", "“") + shape.name +
                      words_.in("'", "”");
    if (!shape.title.zh.empty()) {
        out += words_.in(" (", "（") + words_.label(shape.title) + words_.in(")", "）");
    }
    const std::string notes = sources_.notes(shape.basis);
    if (!notes.empty()) out += words_.in("  ", "　") + notes;
    if (shape.supplied) out += words_.in("; to be brought by the user", "；由使用方提供");
    return out + '\n';
}

std::string RuleData::cell(const CellData& cell, const Type& type) const {
    switch (cell.state) {
        case CellData::State::unseen:
            return words_.in("not read: ", "没有读到：") + text::printable(cell.text);
        case CellData::State::pending:
            return words_.in("left to a later document: ", "待后续文件规定：") +
                   text::printable(cell.text);
        case CellData::State::known: break;
    }
    return words_.value(type, cell.number, cell.second, cell.text);
}

std::string RuleData::key(const std::vector<Scalar>& key, const language::TableShape& shape) const {
    std::string out;
    for (std::size_t i = 0; i < key.size() && i < shape.keys.size(); ++i) {
        out += (out.empty() ? "" : words_.in(", ", "，")) +
               words_.value(shape.keys[i], key[i].number, key[i].second, key[i].text);
    }
    return out;
}

std::string RuleData::table(std::size_t index) const {
    const language::TableShape& shape = book_.environment.tables[index];
    std::string out = title("table ", "表", book_.tables[index]);
    const std::optional<TableData>& data = book_.supply.tables[index];
    if (!data) return out;
    for (const TableData::Row& row : data->rows()) {
        out += "    " + key(row.key, shape) + words_.in(": ", "：") + cell(row.cell, shape.value) +
               '\n';
    }
    if (data->otherwise()) {
        out += std::string("    ") + words_.in("anything else: ", "其他：") +
               cell(*data->otherwise(), shape.value) + '\n';
    }
    return out;
}

std::string RuleData::param(std::size_t index) const {
    std::string out = title("parameter ", "参数", book_.params[index]);
    const std::optional<ParamData>& data = book_.supply.params[index];
    if (!data) return out;
    for (const ParamData::Row& row : data->rows) {
        out += "    " + words_.days(Date{row.from}, Date{row.until}) + words_.in(": ", "：") +
               cell(row.cell, book_.environment.params[index].type) + '\n';
    }
    return out;
}

std::string RuleData::list(std::size_t index) const {
    std::string out = title("list ", "目录", book_.lists[index]);
    const std::optional<ListData>& data = book_.supply.lists[index];
    if (!data) return out;
    const Type& type = book_.environment.lists[index].type;
    for (const ListData::Edition& edition : data->editions) {
        out +=
            "    " + words_.days(Date{edition.from}, Date{edition.until}) + words_.in(": ", "：");
        for (std::size_t i = 0; i < edition.rows.size() && i < kMaxShownEntries; ++i) {
            const Scalar& row = edition.rows[i];
            out += (i == 0 ? "" : words_.in(", ", "、")) +
                   words_.value(type, row.number, row.second, row.text);
        }
        if (edition.rows.size() > kMaxShownEntries) {
            out += words_.in(" … in all ", " …… 共") + std::to_string(edition.rows.size()) +
                   words_.in("", "项");
        }
        out += '\n';
    }
    for (const ListData::Span& span : data->known) {
        out += std::string("    ") + words_.in("complete ", "完整期间：") +
               words_.days(Date{span.from}, Date{span.until}) + '\n';
    }
    return out;
}

std::string RuleData::supplies() const {
    std::string out;
    for (const std::size_t index : tables_) out += table(index);
    for (const std::size_t index : params_) out += param(index);
    for (const std::size_t index : lists_) out += list(index);
    return out;
}

std::string RuleData::gaps() const {
    std::string out;
    for (const std::size_t index : tables_) {
        if (book_.tables[index].supplied) out += title("table ", "表", book_.tables[index]);
        const std::optional<TableData>& data = book_.supply.tables[index];
        if (!data) continue;
        const language::TableShape& shape = book_.environment.tables[index];
        for (const TableData::Row& row : data->rows()) {
            if (!is_open(row.cell)) continue;
            out += std::string("  ") + words_.in("table '", "表“") + shape.name +
                   words_.in("', ", "”，") + key(row.key, shape) + words_.in(": ", "：") +
                   cell(row.cell, shape.value) + '\n';
        }
    }
    for (const std::size_t index : params_) {
        if (book_.params[index].supplied) out += title("parameter ", "参数", book_.params[index]);
        const std::optional<ParamData>& data = book_.supply.params[index];
        if (!data) continue;
        for (const ParamData::Row& row : data->rows) {
            if (!is_open(row.cell)) continue;
            out += std::string("  ") + words_.in("parameter '", "参数“") +
                   book_.params[index].name + words_.in("', ", "”，") +
                   words_.days(Date{row.from}, Date{row.until}) + words_.in(": ", "：") +
                   cell(row.cell, book_.environment.params[index].type) + '\n';
        }
    }
    for (const std::size_t index : lists_) {
        if (book_.lists[index].supplied) out += title("list ", "目录", book_.lists[index]);
    }
    return out;
}

std::string RuleData::readings() const {
    std::string out;
    for (std::size_t i = 0; i < book_.readings.size(); ++i) {
        if ((readings_ >> i & 1) == 0) continue;
        const Reading& reading = book_.readings[i];
        out += "  " + reading.name + words_.in(": ", "：") + words_.label(reading.asks) + '\n';
        for (const ReadingOption& option : reading.options) {
            out += "    - " + option.name + words_.in(": ", "：") + words_.label(option.text);
            const std::string notes = sources_.notes(option.basis);
            if (!notes.empty()) out += words_.in("  ", "　") + notes;
            out += '\n';
        }
    }
    return out;
}

}  // namespace bajigong
