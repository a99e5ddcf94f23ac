// One case from JSON to columns.
#include <algorithm>
#include <array>

#include "facts/facts.hpp"
#include "text/members.hpp"

namespace bajigong {

using text::Json;
using text::JsonDocument;
using text::JsonKind;

namespace {

// The columns of one table while it is read: arrays in the case's arena that double as rows come.
struct ColumnStore {
    std::int64_t* numbers = nullptr;
    std::int64_t* seconds = nullptr;
    std::string_view* texts = nullptr;
    Word* truths = nullptr;
    Word* known = nullptr;
};

struct TableStore {
    std::vector<ColumnStore> columns;
    std::size_t rows = 0, capacity = 0;
    std::vector<std::int64_t> offsets{0};
    std::vector<Word> listed, complete;
};

template <class T>
void enlarge(Arena& arena, T*& values, std::size_t count, std::size_t capacity) {
    T* larger = arena.array<T>(capacity);
    std::copy_n(values, count, larger);
    std::fill_n(larger + count, capacity - count, T{});
    values = larger;
}

void push_bit(std::vector<Word>& bits, std::size_t row, bool value) {
    bits.resize(words_for(row + 1));
    if (value) set_bit(bits.data(), row);
}

}  // namespace

struct CaseFacts::Storage {
    Arena arena;
    std::vector<TableStore> tables;
    FactsView view;
};

class CaseFacts::Reader {
   public:
    Reader(const Vocabulary& vocabulary, const JsonDocument& document, Storage& storage)
        : vocabulary_(vocabulary), document_(document), storage_(storage) {
        storage.tables.resize(vocabulary.tables().size());
        for (std::size_t t = 0; t < storage.tables.size(); ++t) {
            storage.tables[t].columns.resize(vocabulary.tables()[t].columns.size());
        }
    }

    std::vector<Problem> problems;

    // Adds a row to `table` from an object's members.
    void row(int table, const Json& object) {
        Row row;
        row.cells.resize(vocabulary_.tables()[table].columns.size());
        row.lists.resize(vocabulary_.tables()[table].lists.size());
        if (object.is(JsonKind::object)) {
            members(table, object, "", row);
        } else {
            fail("F002", object, {"an object", std::string(name(object.kind))});
        }
        push(table, row);
    }

   private:
    struct Row {
        std::vector<const Json*> cells, lists;
    };

    void fail(std::string code, const Json& at, std::vector<std::string> args = {}) {
        problems.push_back(
            {std::move(code), document_.place(at), std::move(args), Severity::error});
    }

    void members(int table, const Json& object, const std::string& prefix, Row& row) {
        const FactTableInfo& info = vocabulary_.tables()[table];
        for (const Json& member : object.children) {
            const std::string path = prefix.empty() ? member.key : prefix + "." + member.key;
            if (const int column = info.column(path); column >= 0) {
                if (info.columns[column].answer) fail("F015", member, {path});
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

    void push(int table, const Row& row) {
        const FactTableInfo& info = vocabulary_.tables()[table];
        TableStore& store = storage_.tables[table];
        if (store.rows == store.capacity) grow(store, info);
        const std::size_t at = store.rows++;
        for (std::size_t c = 0; c < info.columns.size(); ++c) {
            const Json* json = row.cells[c];
            if (json != nullptr && !json->is(JsonKind::null))
                cell(store.columns[c], info.columns[c], *json, at);
        }
        if (info.from >= 0 && info.until >= 0) check_spell(store, info, row, at);
        for (std::size_t l = 0; l < info.lists.size(); ++l) list(info.lists[l], at, row.lists[l]);
    }

    // What has `from` and `until` is a spell, and ends no earlier than it begins.
    void check_spell(const TableStore& store, const FactTableInfo& info, const Row& row,
                     std::size_t at) {
        const ColumnStore& from = store.columns[info.from];
        const ColumnStore& until = store.columns[info.until];
        if (bit(from.known, at) && bit(until.known, at) && until.numbers[at] < from.numbers[at]) {
            fail("F011", *row.cells[info.until], {info.path});
        }
    }

    void grow(TableStore& store, const FactTableInfo& info) {
        Arena& arena = storage_.arena;
        const std::size_t rows = store.rows;
        const std::size_t capacity = std::max<std::size_t>(1, rows * 2);
        for (std::size_t c = 0; c < info.columns.size(); ++c) {
            const Type& type = info.columns[c].type;
            ColumnStore& column = store.columns[c];
            const std::size_t words = words_for(rows);
            enlarge(arena, column.known, words, words_for(capacity));
            if (type.base == Base::truth) {
                enlarge(arena, column.truths, words, words_for(capacity));
            } else if (type.base == Base::text) {
                enlarge(arena, column.texts, rows, capacity);
            } else {
                enlarge(arena, column.numbers, rows, capacity);
                if (type.denominator == Type::kVaries) {
                    enlarge(arena, column.seconds, rows, capacity);
                    std::fill_n(column.seconds + rows, capacity - rows, 1);
                }
            }
        }
        store.capacity = capacity;
    }

    // What is not given stays unknown.
    void cell(ColumnStore& store, const Fact& fact, const Json& json, std::size_t row) {
        std::string expected;
        const std::optional<Scalar> scalar = read_scalar(vocabulary_, fact.type, json, expected);
        if (!scalar) return fail("F006", json, {fact.path, expected});
        if (fact.not_negative && scalar->number < 0) return fail("F010", json, {fact.full_path});
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
                Row row;
                row.cells.push_back(&element);
                push(table, row);
            } else {
                row(table, element);
            }
        }
    }

    const Vocabulary& vocabulary_;
    const JsonDocument& document_;
    Storage& storage_;
};

CaseFacts::CaseFacts(const Vocabulary& vocabulary, const JsonDocument& document, const Json& object)
    : vocabulary_(&vocabulary), storage_(std::make_unique<Storage>()) {
    Reader reader(vocabulary, document, *storage_);
    reader.row(0, object);
    if (!reader.problems.empty()) throw Failure(std::move(reader.problems));
    storage_->view.tables.reserve(storage_->tables.size());
    for (const TableStore& store : storage_->tables) {
        FactTable table;
        table.rows = store.rows;
        table.columns.reserve(store.columns.size());
        for (const ColumnStore& column : store.columns) {
            Column view;
            view.numbers = column.numbers;
            view.seconds = column.seconds;
            view.texts = column.texts;
            view.truths = column.truths;
            view.known = column.known;
            table.columns.push_back(view);
        }
        table.offsets = store.offsets.data();
        table.listed = store.listed.data();
        table.complete = store.complete.data();
        storage_->view.tables.push_back(std::move(table));
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
