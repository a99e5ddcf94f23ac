// Opens a ledger file: hardened before the first page is read, trusted once all is as we write it.
#include "stores/sqlite_open.hpp"

#include "stores/gathering_vfs.hpp"
#include "stores/sqlite_schema.hpp"

namespace bajigong::ledger {
namespace {

[[noreturn]] void refuse(const char* code, const std::string& path,
                         std::vector<std::string> args = {}) {
    throw Failure(Problem{code, {path, 0, 0, ""}, std::move(args)});
}

std::int32_t big_endian(const std::string& bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    }
    return static_cast<std::int32_t>(value);
}

void check_format(std::int64_t format, const std::string& path) {
    if (format == kFormat) return;
    refuse(format > kFormat ? "B027" : "B028", path,
           {std::to_string(format), std::to_string(kFormat)});
}

// The header as it lies in the file, before SQLite has a look at it.
void check_header(const LockedFile& file, const std::string& path) {
    const std::string head = file.head(100);
    const std::string magic("SQLite format 3\0", 16);
    if (head.size() < 100 || head.compare(0, 16, magic) != 0) refuse("B024", path);
    if (big_endian(head, 68) != kApplicationId) refuse("B024", path);
    check_format(big_endian(head, 60), path);
}

void configure(sqlite3* db) {
    const std::pair<int, int> switches[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
        {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},
    };
    for (const auto& [option, value] : switches) {
        const int code = sqlite3_db_config(db, option, value, nullptr);
        if (code != SQLITE_OK) sqlite_failed(code);
    }
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, 10'000);
    execute(db, "PRAGMA locking_mode=EXCLUSIVE");
    execute(db, "PRAGMA cell_size_check=ON");
    execute(db, "PRAGMA mmap_size=0");
    execute(db, "PRAGMA temp_store=MEMORY");
    execute(db, "PRAGMA synchronous=FULL");
    execute(db, "PRAGMA cache_size=-65536");
    // Pages in the log beside the file before they are copied into it: that costs two syncs and
    // writes every page once more, so it should not come with every few commits.
    execute(db, "PRAGMA wal_autocheckpoint=4096");
}

std::int64_t pragma(sqlite3* db, const char* sql) {
    Statement statement(db, sql);
    if (!statement.step()) return -1;
    const std::int64_t value = statement.number(0);
    statement.reset();
    return value;
}

// What was asked for is asked back: a build of SQLite may know better.
void check_durable(sqlite3* db, const std::string& path) {
    if (pragma(db, "PRAGMA synchronous") != 2) refuse("B020", path, {"synchronous"});
    Statement statement(db, "PRAGMA journal_mode");
    if (!statement.step() || statement.bytes(0) != "wal") refuse("B030", path);
    statement.reset();
}

void check_schema(sqlite3* db, const std::string& path) {
    if (pragma(db, "PRAGMA application_id") != kApplicationId) refuse("B024", path);
    check_format(pragma(db, "PRAGMA user_version"), path);
    Statement rows(db, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid");
    std::size_t count = 0;
    while (rows.step()) {
        bool same = false;
        for (const TableSchema& table : kSchema) {
            same = same || (rows.bytes(0) == "table" && rows.bytes(1) == table.name &&
                            rows.bytes(2) == table.name && rows.bytes(3) == table.sql);
        }
        if (!same) {
            rows.reset();
            refuse("B030", path);
        }
        ++count;
    }
    if (count != kTables) refuse("B030", path);
}

void make_tables(sqlite3* db) {
    execute(db, "PRAGMA journal_mode=WAL");
    execute(db, "BEGIN IMMEDIATE");
    execute(db, ("PRAGMA application_id=" + std::to_string(kApplicationId)).c_str());
    execute(db, ("PRAGMA user_version=" + std::to_string(kFormat)).c_str());
    for (const TableSchema& table : kSchema) execute(db, table.sql);
    execute(db, "COMMIT");
    // The header is checked in the file itself, so it must not stay in the log beside it.
    execute(db, "PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace

Database open_database(const LockedFile& file, const std::string& path, Access access,
                       const char* vfs) {
    if (access != Access::create) check_header(file, path);
    const int mode = access == Access::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    sqlite3* raw = nullptr;
    const int code =
        sqlite3_open_v2(path.c_str(), &raw,
                        mode | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX,
                        gathering_vfs(vfs));
    Database db(raw);
    if (code != SQLITE_OK) sqlite_failed(code);
    // Somebody may have moved another file to the path since it was locked.
    if (!file.is_at(path)) refuse("B026", path);
    configure(db.get());
    if (access == Access::create) make_tables(db.get());
    check_schema(db.get(), path);
    check_durable(db.get(), path);
    return db;
}

bool upgrade_sqlite(const std::string& path) {
    // There is one format so far: opening says whether it is ours, older (none is) or newer.
    sqlite_store(path, Access::write);
    return false;
}

std::string sqlite_version() { return sqlite3_libversion(); }

}  // namespace bajigong::ledger
