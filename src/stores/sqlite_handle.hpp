// SQLite's handles as values that close themselves. The only header that includes sqlite3.h.
//
// A failed call throws Failure B020 with SQLite's own words, which hold no data of ours.
#pragma once

#include <cstdint>
#include <memory>
#include <sqlite3.h>
#include <string>
#include <string_view>

#include "bajigong/problem.hpp"

namespace bajigong::ledger {

[[noreturn]] inline void sqlite_failed(int code) {
    // What is not a database, or is damaged, is no failure of the machine.
    const int primary = code & 0xFF;
    if (primary == SQLITE_NOTADB) throw Failure(Problem{"B024", {}, {}});
    if (primary == SQLITE_CORRUPT) throw Failure(Problem{"B030", {}, {}});
    if (primary == SQLITE_BUSY) throw Failure(Problem{"B026", {}, {}});
    throw Failure(Problem{"B020", {}, {sqlite3_errstr(code)}});
}

// One prepared statement. Columns and parameters are bytes or whole numbers.
class Statement {
   public:
    Statement() = default;
    Statement(sqlite3* db, const std::string& sql) {
        sqlite3_stmt* statement = nullptr;
        const int code =
            sqlite3_prepare_v3(db, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
        if (code != SQLITE_OK) sqlite_failed(code);
        statement_.reset(statement);
    }

    void bind(int index, std::string_view bytes) {
        // A null pointer would bind NULL.
        const char* data = bytes.data() == nullptr ? "" : bytes.data();
        const int code =
            sqlite3_bind_blob64(statement_.get(), index, data, bytes.size(), SQLITE_STATIC);
        if (code != SQLITE_OK) sqlite_failed(code);
    }
    void bind(int index, std::int64_t number) {
        const int code = sqlite3_bind_int64(statement_.get(), index, number);
        if (code != SQLITE_OK) sqlite_failed(code);
    }

    // True if there is a row. After the last one, or an error, the statement is reset.
    bool step() {
        const int code = sqlite3_step(statement_.get());
        if (code == SQLITE_ROW) return true;
        sqlite3_reset(statement_.get());
        if (code != SQLITE_DONE) sqlite_failed(code);
        return false;
    }
    void reset() { sqlite3_reset(statement_.get()); }

    std::string_view bytes(int column) const {
        const void* data = sqlite3_column_blob(statement_.get(), column);
        const int size = sqlite3_column_bytes(statement_.get(), column);
        return {data == nullptr ? "" : static_cast<const char*>(data),
                static_cast<std::size_t>(size)};
    }
    std::int64_t number(int column) const { return sqlite3_column_int64(statement_.get(), column); }

   private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

// Resets a statement when a scope ends.
class Resetting {
   public:
    explicit Resetting(Statement& statement) : statement_(statement) {}
    ~Resetting() { statement_.reset(); }
    Resetting(const Resetting&) = delete;
    Resetting& operator=(const Resetting&) = delete;

   private:
    Statement& statement_;
};

struct CloseDatabase {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;

inline void execute(sqlite3* db, const char* sql) {
    const int code = sqlite3_exec(db, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) sqlite_failed(code);
}

}  // namespace bajigong::ledger
