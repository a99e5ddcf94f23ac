// The store in a SQLite file.
#include <cstdio>
#include <unistd.h>

#include "ledger/codec.hpp"
#include "stores/sqlite_open.hpp"
#include "stores/sqlite_schema.hpp"

namespace bajigong::ledger {
namespace {

std::string get_sql(const TableSchema& table) {
    const std::string value = table.value_form == Form::none ? "x''" : table.value;
    return "SELECT " + value + " FROM " + table.name + " WHERE " + table.key + " = ?1";
}

std::string put_sql(const TableSchema& table) {
    const std::string name = table.name, key = table.key, value = table.value;
    if (table.value_form == Form::none) {
        return "INSERT INTO " + name + "(" + key + ") VALUES(?1) ON CONFLICT DO NOTHING";
    }
    return "INSERT INTO " + name + "(" + key + ", " + value + ") VALUES(?1, ?2) ON CONFLICT(" +
           key + ") DO UPDATE SET " + value + " = excluded." + value;
}

std::string erase_sql(const TableSchema& table) {
    return std::string("DELETE FROM ") + table.name + " WHERE " + table.key + " = ?1";
}

std::string scan_sql(const TableSchema& table, bool from, bool until) {
    const std::string key = table.key, value = table.value_form == Form::none ? "x''" : table.value;
    std::string sql = "SELECT " + key + ", " + value + " FROM " + table.name + " WHERE 1";
    if (from) sql += " AND " + key + " >= ?1";
    if (until) sql += " AND " + key + " < ?2";
    return sql + " ORDER BY " + key;
}

void bind(Statement& statement, int index, Form form, std::string_view bytes) {
    if (form == Form::number) {
        statement.bind(index, static_cast<std::int64_t>(number_of(bytes)));
    } else {
        statement.bind(index, bytes);
    }
}

std::string column(const Statement& statement, int index, Form form) {
    if (form != Form::number) return std::string(statement.bytes(index));
    return number_bytes(static_cast<std::uint64_t>(statement.number(index)));
}

class SqliteStore : public Store {
   public:
    SqliteStore(const std::string& path, Access access, const char* vfs)
        : process_(getpid()), file_(path, access), db_(open_database(file_, path, access, vfs)) {
        for (const TableSchema& table : kSchema) {
            Statements& of = statements_[static_cast<std::size_t>(table.table)];
            of.get = Statement(db_.get(), get_sql(table));
            if (access == Access::read) continue;
            of.put = Statement(db_.get(), put_sql(table));
            of.erase = Statement(db_.get(), erase_sql(table));
        }
        if (access == Access::create) sync_folder(path);
    }

    ~SqliteStore() override {
        for (Statements& of : statements_) of = Statements();
        if (getpid() != process_) {
            // The parent's connection: closing it here would write to the parent's file.
            db_.release();
            return;
        }
        // A clean close folds the log beside the file into it.
        db_.reset();
        file_.unlock();
    }

    std::optional<std::string> get(Table table, std::string_view key) override {
        read();
        const TableSchema& schema = kSchema[static_cast<std::size_t>(table)];
        Statement& statement = statements_[static_cast<std::size_t>(table)].get;
        bind(statement, 1, schema.key_form, key);
        if (!statement.step()) return std::nullopt;
        const Resetting resetting(statement);
        return column(statement, 0, schema.value_form);
    }

    void scan(Table table, std::string_view from, std::string_view until,
              const Visit& visit) override {
        read();
        const TableSchema& schema = kSchema[static_cast<std::size_t>(table)];
        Statement statement(db_.get(), scan_sql(schema, !from.empty(), !until.empty()));
        if (!from.empty()) bind(statement, 1, schema.key_form, from);
        if (!until.empty()) bind(statement, 2, schema.key_form, until);
        while (statement.step()) {
            const std::string key = column(statement, 0, schema.key_form);
            if (schema.value_form == Form::number) {
                if (!visit(key, column(statement, 1, Form::number))) return;
            } else if (!visit(key, statement.bytes(1))) {
                return;
            }
        }
    }

    void commit(std::span<const Change> changes) override {
        check();
        try {
            if (!begun_) execute(db_.get(), "BEGIN IMMEDIATE");
            begun_ = true;
            // Table by table: a table's pages stay at hand.
            for (const TableSchema& schema : kSchema) {
                for (const Change& change : changes) {
                    if (change.table == schema.table) write(change);
                }
            }
            execute(db_.get(), "COMMIT");
            begun_ = false;
        } catch (...) {
            // Whether it is on the disk nobody knows now; only opening it again tells.
            failed_ = true;
            sqlite3_exec(db_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
            throw;
        }
    }

    void check_usable() override {
        if (getpid() != process_) throw Failure(Problem{"B022", {}, {}});
    }

    void copy_to(const std::string& path) override {
        check();
        end_reading();
        const LockedFile target(path, Access::create);
        try {
            copy(path);
        } catch (...) {
            std::remove(path.c_str());
            throw;
        }
        sync_folder(path);
    }

   private:
    struct Statements {
        Statement get, put, erase;
    };

    void check() {
        check_usable();
        if (failed_) throw Failure(Problem{"B021", {}, {}});
    }

    // One transaction spans all reads up to the next commit: beginning one for each costs more than
    // the read. Nobody else has the file, so it holds nobody up.
    void read() {
        if (failed_) throw Failure(Problem{"B021", {}, {}});
        if (begun_) return;
        execute(db_.get(), "BEGIN");
        begun_ = true;
    }

    void end_reading() {
        if (begun_) execute(db_.get(), "COMMIT");
        begun_ = false;
    }

    void write(const Change& change) {
        const TableSchema& schema = kSchema[static_cast<std::size_t>(change.table)];
        Statements& of = statements_[static_cast<std::size_t>(change.table)];
        Statement& statement = change.value ? of.put : of.erase;
        bind(statement, 1, schema.key_form, change.key);
        if (change.value && schema.value_form != Form::none) {
            bind(statement, 2, schema.value_form, *change.value);
        }
        statement.step();
    }

    void copy(const std::string& path) {
        sqlite3* raw = nullptr;
        const int code = sqlite3_open_v2(path.c_str(), &raw,
                                         SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW |
                                             SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX,
                                         kPlainVfs);
        Database to(raw);
        if (code != SQLITE_OK) sqlite_failed(code);
        execute(to.get(), "PRAGMA locking_mode=EXCLUSIVE");
        execute(to.get(), "PRAGMA synchronous=FULL");
        sqlite3_backup* backup = sqlite3_backup_init(to.get(), "main", db_.get(), "main");
        if (backup == nullptr) sqlite_failed(sqlite3_extended_errcode(to.get()));
        const int stepped = sqlite3_backup_step(backup, -1);
        const int finished = sqlite3_backup_finish(backup);
        if (stepped != SQLITE_DONE) sqlite_failed(stepped);
        if (finished != SQLITE_OK) sqlite_failed(finished);
    }

    pid_t process_;
    LockedFile file_;
    Database db_;
    Statements statements_[kTables];
    bool failed_ = false;
    bool begun_ = false;  // a transaction is open
};

}  // namespace

std::unique_ptr<Store> sqlite_store_on(const std::string& path, Access access, const char* vfs) {
    try {
        return std::make_unique<SqliteStore>(path, access, vfs);
    } catch (const Failure& failure) {
        // Where, besides what.
        std::vector<Problem> problems = failure.problems();
        for (Problem& problem : problems) problem.place.file = path;
        const bool mine = access == Access::create && problems.front().code != "B023";
        if (mine) std::remove(path.c_str());
        throw Failure(std::move(problems));
    }
}

std::unique_ptr<Store> sqlite_store(const std::string& path, Access access) {
    return sqlite_store_on(path, access, kPlainVfs);
}

}  // namespace bajigong::ledger
