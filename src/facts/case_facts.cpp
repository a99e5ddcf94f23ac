// One case from JSON to columns.
//
// A vocabulary names hundreds of facts, and a case has some dozens: what it does not mention costs
// nothing but its place in the view.
#include <algorithm>
#include <array>
#include <memory_resource>
#include <utility>

#include "facts/facts.hpp"
#include "text/members.hpp"
#include "values/unknown_column.hpp"

namespace bajigong {

using text::Json;
using text::JsonDocument;
using text::JsonKind;

namespace {

// The columns of one table while it is read: arrays in the case's arena that double as rows come.
// One without any has no value yet.
struct ColumnStore {
    std::size_t capacity = 0;
    std::int64_t* numbers = nullptr;
    std::int64_t* seconds = nullptr;
    std::string_view* texts = nullptr;
    Word* truths = nullptr;
    Word* known = nullptr;
};

struct TableStore {
    explicit TableStore(std::pmr::memory_resource* memory)
        : columns(memory), offsets(1, 0, memory), listed(memory), complete(memory) {}

    std::pmr::vector<ColumnStore> columns;  // none before the first row
    std::size_t rows = 0;
    std::pmr::vector<std::int64_t> offsets;
    std::pmr::vector<Word> listed, complete;
};

template <class T>
void enlarge(Arena& arena, T*& values, std::size_t count, std::size_t capacity) {
    T* larger = arena.array<T>(capacity);
    std::copy_n(values, count, larger);
    std::fill_n(larger + count, capacity - count, T{});
    values = larger;
}

void push_bit(std::pmr::vector<Word>& bits, std::size_t row, bool value) {
    bits.resize(words_for(row + 1));
    if (value) set_bit(bits.data(), row);
}

}  // namespace

struct CaseFacts::Storage {
    std::array<std::byte, 4096> first;
    std::pmr::monotonic_buffer_resource memory{first.data(), first.size()};
    Arena arena;
    std::pmr::vector<TableStore> tables{&memory};
    FactsView view;
};

class CaseFacts::Reader {
   public:
    Reader(const Vocabulary& vocabulary, const JsonDocument& document, Storage& storage)
        : vocabulary_(vocabulary), document_(document), storage_(storage) {
        const std::size_t tables = vocabulary.tables().size();
        rows_.resize(tables);
        storage.tables.reserve(tables);
        for (std::size_t t = 0; t < tables; ++t) storage.tables.emplace_back(&storage.memory);
    }

    std::vector<Problem> problems;

    // Adds a row to `table` from an object's members.
    void row(int table, const Json& object) {
        Row& row = rows_[static_cast<std::size_t>(table)];
        row.cells.resize(vocabulary_.tables()[table].columns.size());
        row.lists.resize(vocabulary_.tables()[table].lists.size());
        if (object.is(JsonKind::object)) {
            members(table, object, "", row);
        } else {
            fail("F002", object, {"an object", std::string(name(object.kind))});
        }
        push(table, row);
    }

    // Every column that has a value has room for all rows.
    void finish() {
        for (std::size_t t = 0; t < storage_.tables.size(); ++t) {
            TableStore& store = storage_.tables[t];
            for (std::size_t c = 0; c < store.columns.size(); ++c) {
                if (store.columns[c].capacity > 0)
                    reserve(store.columns[c], vocabulary_.tables()[t].columns[c], store.rows);
            }
        }
    }

   private:
    // What an object gives for each column and list; null between two objects.
    struct Row {
        std::vector<const Json*> cells, lists;
        std::vector<std::size_t> given;  // the cells that are not null
    };

    void fail(std::string code, const Json& at, std::vector<std::string> args = {}) {
        problems.push_back(
            {std::move(code), document_.place(at), std::move(args), Severity::error});
    }

    void members(int table, const Json& object, const std::string& prefix, Row& row) {
        const FactTableInfo& info = vocabulary_.tables()[table];
        for (const Json& member : object.children) {
            const std::string path =
                prefix.empty() ? std::string(member.key) : prefix + "." + std::string(member.key);
            if (const int column = info.column(path); column >= 0) {
                if (info.columns[column].answer) fail("F015", member, {path});
                if (row.cells[column] == nullptr)
                    row.given.push_back(static_cast<std::size_t>(column));
                take(row.cells[column], member, path);
            } else if (const int list = vocabulary_.list(table, path); list >= 0) {
                const auto place =
                    std::find(info.lists.begin(), info.lists.end(), list) - info.lists.begin();
                take(row.lists[place], member, path);
            } else if (member.is(JsonKind::object) && vocabulary_.is_prefix(table, path)) {
                members(table, member, path, row);
            } else if (!(member.is(JsonKind::null) && vocabulary_.is_prefix(table, path))) {
                unknown_key(table, path, member);
            }
        }
    }

    void take(const Json*& slot, const Json& member, const std::string& path) {
        if (slot != nullptr) return fail("F004", member, {path});
        slot = &member;
    }

    void unknown_key(int table, const std::string& path, const Json& member) {
        if (!text::is_plain_name(path)) return fail("F003", member);
        std::vector<std::string> names;
        const FactTableInfo& info = vocabulary_.tables()[table];
        for (const Fact& fact : info.columns) names.push_back(fact.path);
        for (const int list : info.lists) names.push_back(vocabulary_.tables()[list].name);
        const std::string near = text::nearest(path, names);
        if (near.empty()) return fail("F001", member, {path});
        fail("F005", member, {path, near});
    }

    void push(int table, Row& row) {
        const FactTableInfo& info = vocabulary_.tables()[table];
        TableStore& store = storage_.tables[table];
        store.columns.resize(info.columns.size());
        const std::size_t at = store.rows++;
        std::sort(row.given.begin(), row.given.end());
        for (const std::size_t c : row.given) {
            const Json& json = *row.cells[c];
            if (!json.is(JsonKind::null)) cell(store.columns[c], info.columns[c], json, at);
        }
        if (info.from >= 0 && info.until >= 0) check_spell(store, info, row, at);
        for (const std::size_t c : row.given) row.cells[c] = nullptr;
        row.given.clear();
        for (std::size_t l = 0; l < info.lists.size(); ++l)
            list(info.lists[l], at, std::exchange(row.lists[l], nullptr));
    }

    // What has `from` and `until` is a spell, and ends no earlier than it begins.
    void check_spell(const TableStore& store, const FactTableInfo& info, const Row& row,
                     std::size_t at) {
        const ColumnStore& from = store.columns[info.from];
        const ColumnStore& until = store.columns[info.until];
        if (at >= from.capacity || at >= until.capacity) return;  // not known
        if (bit(from.known, at) && bit(until.known, at) && until.numbers[at] < from.numbers[at]) {
            fail("F011", *row.cells[info.until], {info.path});
        }
    }

    void reserve(ColumnStore& column, const Fact& fact, std::size_t rows) {
        const std::size_t before = column.capacity;
        if (rows <= before) return;
        Arena& arena = storage_.arena;
        const std::size_t capacity = std::max(rows, before * 2);
        enlarge(arena, column.known, words_for(before), words_for(capacity));
        if (fact.type.base == Base::truth) {
            enlarge(arena, column.truths, words_for(before), words_for(capacity));
        } else if (fact.type.base == Base::text) {
            enlarge(arena, column.texts, before, capacity);
        } else {
            enlarge(arena, column.numbers, before, capacity);
            if (fact.type.denominator == Type::kVaries) {
                enlarge(arena, column.seconds, before, capacity);
                std::fill_n(column.seconds + before, capacity - before, 1);
            }
        }
        column.capacity = capacity;
    }

    // What is not given stays unknown.
    void cell(ColumnStore& store, const Fact& fact, const Json& json, std::size_t row) {
        std::string expected;
        const std::optional<Scalar> scalar = read_scalar(vocabulary_, fact.type, json, expected);
        if (!scalar) return fail("F006", json, {fact.path, expected});
        if (fact.place && !is_place(scalar->text)) return fail("F016", json, {fact.full_path});
        if (fact.not_negative && scalar->number < 0) return fail("F010", json, {fact.full_path});
        reserve(store, fact, row + 1);
        set_bit(store.known, row);
        if (fact.type.base == Base::truth) {
            if (scalar->number != 0) set_bit(store.truths, row);
        } else if (fact.type.base == Base::text) {
            char* copy = storage_.arena.array<char>(scalar->text.size());
            std::copy(scalar->text.begin(), scalar->text.end(), copy);
            store.texts[row] = {copy, scalar->text.size()};
        } else {
            store.numbers[row] = scalar->number;
            if (store.seconds != nullptr) store.seconds[row] = scalar->second;
        }
    }

    void list(int table, std::size_t parent_row, const Json* json) {
        TableStore& store = storage_.tables[table];
        const bool absent = json == nullptr || json->is(JsonKind::null);
        bool complete = !absent;
        if (!absent && json->is(JsonKind::object)) {
            const Json& object = *json;
            text::Members part(document_, object, problems, {"known", "complete"});
            const Json* flag = part.get("complete", JsonKind::boolean, true);
            complete = flag != nullptr && flag->boolean;
            json = part.get("known", JsonKind::array, true);
        }
        if (!absent && json != nullptr) elements(table, *json);
        push_bit(store.listed, parent_row, !absent);
        push_bit(store.complete, parent_row, complete);
        store.offsets.push_back(static_cast<std::int64_t>(store.rows));
    }

    void elements(int table, const Json& json) {
        const FactTableInfo& info = vocabulary_.tables()[table];
        if (!json.is(JsonKind::array)) {
            return fail("F002", json,
                        {"a list, or {\"known\": [...], \"complete\": false}",
                         std::string(name(json.kind))});
        }
        if (json.children.size() > kMaxListElements) {
            return fail("F007", json, {info.path, std::to_string(kMaxListElements)});
        }
        for (const Json& element : json.children) {
            if (info.plain) {
                Row& row = rows_[static_cast<std::size_t>(table)];
                row.cells.assign(1, &element);
                row.given.assign(1, 0);
                push(table, row);
            } else {
                row(table, element);
            }
        }
    }

    const Vocabulary& vocabulary_;
    const JsonDocument& document_;
    Storage& storage_;
    std::vector<Row> rows_;  // by table: no list stands in itself
};

CaseFacts::CaseFacts(const Vocabulary& vocabulary, const JsonDocument& document, const Json& object)
    : vocabulary_(&vocabulary), storage_(std::make_unique<Storage>()) {
    Reader reader(vocabulary, document, *storage_);
    reader.row(0, object);
    if (!reader.problems.empty()) throw Failure(std::move(reader.problems));
    reader.finish();
    std::vector<FactTable>& tables = storage_->view.tables;
    tables.resize(storage_->tables.size());
    for (std::size_t t = 0; t < tables.size(); ++t) {
        const TableStore& store = storage_->tables[t];
        FactTable& table = tables[t];
        table.rows = store.rows;
        table.columns.assign(vocabulary.tables()[t].columns.size(), unknown_column());
        for (std::size_t c = 0; c < store.columns.size(); ++c) {
            const ColumnStore& column = store.columns[c];
            if (column.capacity == 0) continue;
            Column& view = table.columns[c];
            view.numbers = column.numbers;
            view.seconds = column.seconds;
            view.texts = column.texts;
            view.truths = column.truths;
            view.known = column.known;
            view.constant = false;
        }
        table.offsets = store.offsets.data();
        table.listed = store.listed.data();
        table.complete = store.complete.data();
    }
}

CaseFacts::CaseFacts(CaseFacts&&) noexcept = default;
CaseFacts::~CaseFacts() = default;

const FactsView& CaseFacts::view() const { return storage_->view; }

CaseFacts::Shown CaseFacts::show(int table, int column, std::size_t row) const {
    const Column& data = storage_->view.tables[table].columns[column];
    Shown shown;
    shown.type = vocabulary_->tables()[table].columns[column].type;
    if (row >= storage_->view.tables[table].rows || !data.is_known(row)) return shown;
    shown.known = true;
    if (shown.type.base == Base::truth) {
        shown.number = bit(data.truths, row) ? 1 : 0;
    } else if (shown.type.base == Base::text) {
        shown.text = data.texts[row];
    } else {
        shown.number = data.numbers[row];
        if (shown.type.denominator == Type::kVaries) shown.second = data.seconds[row];
    }
    return shown;
}

}  // namespace bajigong
