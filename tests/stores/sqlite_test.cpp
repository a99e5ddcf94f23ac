// The SQLite store: nobody else gets in, what is no ledger is refused, every change is found.
#include <iostream>
#include <sqlite3.h>
#include <string>
#include <unistd.h>
#include <vector>

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "bajigong/ledger.hpp"
#include "bajigong/ledger_log.hpp"
#include "bajigong/sqlite_store.hpp"

#include "ledger/script.hpp"
#include "stores/folder.hpp"

namespace bajigong::ledger {
namespace {

using namespace script;

Ledger make(const std::string& path) {
    Ledger ledger =
        Ledger::create(sqlite_store(path, Access::create), {"test.example/file", Hash::sha256});
    ledger.apply_all(set_up());
    return ledger;
}

// A closed ledger with a voucher in each of a few states.
void make_closed(const std::string& path) {
    Ledger ledger = make(path);
    const std::vector<std::string> commands = {issue("v1", "2026-02-01", 1),
                                               issue("v2", "2026-02-01", 2),
                                               hold("h1", "v1", "2026-02-02"),
                                               capture("c1", "h1", "2026-02-10"),
                                               hold("h2", "v2", "2026-02-11", "100.00"),
                                               hold("h3", "v2", "2026-02-11", "9999.00")};
    ledger.apply_all(commands);
}

std::string code_of(const std::string& path, Access access = Access::write) {
    try {
        Ledger::open(sqlite_store(path, access));
    } catch (const Failure& failure) {
        return failure.problems().front().code;
    }
    return "opened";
}

// Runs SQL through SQLite's own locks, as any program would. "" if it went through.
std::string other_sqlite(const std::string& path, const char* sql, const char* vfs = nullptr) {
    sqlite3* db = nullptr;
    sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READWRITE, vfs);
    sqlite3_db_config(db, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1, nullptr);
    char* error = nullptr;
    const int code = sqlite3_exec(db, sql, nullptr, nullptr, &error);
    const std::string message = code == SQLITE_OK ? "" : sqlite3_errmsg(db);
    sqlite3_free(error);
    sqlite3_close(db);
    return message;
}

TEST(Sqlite, IsOneFileAfterACleanClose) {
    const Folder folder;
    const std::string path = folder.file("a.ledger");
    {
        Ledger ledger = make(path);
        EXPECT_EQ(folder.files(), 2u);  // the log beside it
    }
    EXPECT_EQ(folder.files(), 1u);
    Ledger again = Ledger::open(sqlite_store(path, Access::write));
    EXPECT_EQ(again.size(), set_up().size());
    EXPECT_EQ(verdict(again.apply(issue("v1", "2026-02-01", 1))), "accepted");
}

TEST(Sqlite, LetsNoOtherSqliteInThisProcessIn) {
    const Folder folder;
    const std::string path = folder.file("a.ledger");
    Ledger ledger = make(path);
    const Digest state = ledger.state_digest();
    EXPECT_EQ(code_of(path), "B026");
    EXPECT_EQ(code_of(path, Access::read), "B026");
    EXPECT_EQ(other_sqlite(path, "DELETE FROM account"), "database is locked");
    EXPECT_EQ(other_sqlite(path, "SELECT * FROM account"), "database is locked");
    EXPECT_EQ(ledger.state_digest(), state);
    EXPECT_EQ(verdict(ledger.apply(issue("v1", "2026-02-01", 1))), "accepted");
}

// A process that opens a file with SQLite's own locks when it is asked. It is forked before the
// file is opened here: a later child would inherit what this process's SQLite remembers of its
// locks.
class OtherProcess {
   public:
    explicit OtherProcess(const std::string& path) {
        int ends[2] = {-1, -1};
        if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) std::abort();
        child_ = fork();
        if (child_ == 0) {
            ::close(ends[0]);
            serve(path, ends[1]);
        }
        ::close(ends[1]);
        end_ = ends[0];
    }
    ~OtherProcess() {
        ::close(end_);
        waitpid(child_, nullptr, 0);
    }
    OtherProcess(const OtherProcess&) = delete;
    OtherProcess& operator=(const OtherProcess&) = delete;

    // "done", or what SQLite says there.
    std::string run(const std::string& sql) {
        if (send(end_, sql.data(), sql.size(), MSG_NOSIGNAL) < 0) return "no process";
        return receive(end_);
    }

   private:
    static std::string receive(int end) {
        char text[256];
        const ssize_t size = recv(end, text, sizeof text, 0);
        return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : "";
    }
    [[noreturn]] static void serve(const std::string& path, int end) {
        for (std::string sql = receive(end); !sql.empty(); sql = receive(end)) {
            std::string said = other_sqlite(path, sql.c_str());
            if (said.empty()) said = "done";
            send(end, said.data(), said.size(), MSG_NOSIGNAL);
        }
        _exit(0);
    }

    pid_t child_ = -1;
    int end_ = -1;
};

TEST(Sqlite, LetsNoOtherProcessIn) {
    const Folder folder;
    const std::string path = folder.file("a.ledger");
    OtherProcess other(path);
    {
        Ledger ledger = make(path);
        const Digest state = ledger.state_digest();
        EXPECT_EQ(other.run("DELETE FROM account"), "database is locked");
        EXPECT_EQ(other.run("SELECT * FROM account"), "database is locked");
        EXPECT_EQ(ledger.state_digest(), state);
        EXPECT_EQ(verdict(ledger.apply(issue("v1", "2026-02-01", 1))), "accepted");
    }
    // Once it is closed the same process gets in, so it was the ledger that kept it out.
    EXPECT_EQ(other.run("DELETE FROM account"), "done");
}

TEST(Sqlite, IsNotForUseAfterAFork) {
    const Folder folder;
    const std::string path = folder.file("a.ledger");
    Ledger ledger = make(path);
    const pid_t child = fork();
    if (child == 0) {
        int wrong = 0;
        {
            Ledger mine = std::move(ledger);
            try {
                mine.apply(issue("v1", "2026-02-01", 1));
                wrong = 1;
            } catch (const Failure& failure) {
                if (failure.problems().front().code != "B022") wrong = 2;
            }
            if (code_of(path) != "B026") wrong = 3;
        }
        _exit(wrong);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(WEXITSTATUS(status), 0);
    EXPECT_EQ(verdict(ledger.apply(issue("v1", "2026-02-01", 1))), "accepted");
    EXPECT_EQ(ledger.size(), set_up().size() + 1);
}

struct Edit {
    const char* sql;
    const char* code;
};
// STRICT and CHECK stand behind the ledger: SQL that would leave an account on the wrong side, or a
// value of another type, fails in SQLite itself.
TEST(Sqlite, ItsTablesRefuseWhatNoLedgerWrites) {
    const Folder folder;
    const std::string path = folder.file("a.ledger");
    make_closed(path);
    constexpr const char* kBackstopped[] = {
        "UPDATE account SET fen = -1 WHERE substr(key, 1, 1) = x'03'",
        "UPDATE account SET fen = 1 WHERE substr(key, 1, 1) = x'01'",
        "UPDATE account SET fen = 0",
        "UPDATE pool SET fen = -1 WHERE substr(key, 1, 1) = x'02'",
        "UPDATE account SET fen = 'much'",
        "UPDATE record SET number = 1.5 WHERE number = 1",
        "UPDATE item SET value = 'text'",
        "UPDATE item SET value = NULL",
        "INSERT INTO account SELECT key, fen FROM account",
    };
    for (const char* sql : kBackstopped) {
        EXPECT_NE(other_sqlite(path, sql), "") << sql;
    }
    EXPECT_EQ(other_sqlite(path, "UPDATE account SET fen = fen + 1 WHERE fen > 0"), "");
    EXPECT_EQ(code_of(path), "opened");
}

// What somebody may have put into the file: none of it is run, all of it is refused.
constexpr Edit kEdits[] = {
    {"CREATE TABLE extra(a)", "B030"},
    {"CREATE VIEW extra AS SELECT 1", "B030"},
    {"CREATE TRIGGER t AFTER INSERT ON record BEGIN DELETE FROM account; END", "B030"},
    {"CREATE INDEX i ON record(body)", "B030"},
    {"DROP TABLE node", "B030"},
    {"PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = replace(sql, 'CHECK', 'check') "
     "WHERE name = 'account'",
     "B030"},
    {"PRAGMA application_id=1", "B024"},
    {"PRAGMA user_version=2", "B027"},
    {"PRAGMA user_version=0", "B028"},
    {"PRAGMA journal_mode=DELETE", "B030"},
    {"DELETE FROM meta", "B024"},
    {"UPDATE meta SET value = x'00000002' WHERE key = CAST('version' AS BLOB)", "B027"},
    {"UPDATE meta SET value = x'07' WHERE key = CAST('tree' AS BLOB)", "B030"},
};

TEST(Sqlite, RefusesAFileThatIsNotOurs) {
    const Folder folder;
    const std::string good = folder.file("good"), path = folder.file("bad");
    make_closed(good);
    for (const Edit& edit : kEdits) {
        write_bytes(path, read_bytes(good));
        ASSERT_EQ(other_sqlite(path, edit.sql), "") << edit.sql;
        EXPECT_EQ(code_of(path), edit.code) << edit.sql;
        EXPECT_EQ(code_of(path, Access::read), edit.code) << edit.sql;
        std::remove((path + "-wal").c_str());
        std::remove((path + "-shm").c_str());
    }
    write_bytes(path, "");
    EXPECT_EQ(code_of(path), "B024");
    write_bytes(path, "no database at all");
    EXPECT_EQ(code_of(path), "B024");
    const std::string bytes = read_bytes(good);
    write_bytes(path, bytes.substr(0, bytes.size() / 2));
    EXPECT_NE(code_of(path), "opened");
    EXPECT_EQ(code_of(folder.file("none")), "J001");
    ASSERT_EQ(symlink(good.c_str(), folder.file("link").c_str()), 0);
    EXPECT_EQ(code_of(folder.file("link")), "J001");
    try {
        make(good);
        ADD_FAILURE() << "made over another";
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.problems().front().code, "B023");
    }
    EXPECT_EQ(code_of(good), "opened");
}

// What verify says of a file after a change made beside the ledger.
std::string verdict_of(const std::string& path, const std::vector<Checkpoint>& outside = {}) {
    try {
        const std::unique_ptr<Store> store = sqlite_store(path, Access::read);
        const Verification found = verify(*store, outside);
        if (found.good()) return "good";
        return found.first->problem.code + "@" + std::to_string(found.first->record);
    } catch (const Failure& failure) {
        return failure.problems().front().code;
    }
}

constexpr Edit kTampering[] = {
    {"UPDATE account SET fen = fen + 1 WHERE substr(key, 1, 1) = x'03'", "B037@11"},
    {"UPDATE pool SET fen = fen + 1 WHERE substr(key, 1, 1) = x'03'", "B037@11"},
    {"DELETE FROM account WHERE substr(key, 1, 1) = x'05'", "B037@11"},
    {"DELETE FROM due", "B037@11"},
    {"UPDATE item SET value = CAST(substr(value, 1, length(value) - 1) || x'01' AS BLOB)",
     "B037@11"},
    {"DELETE FROM request WHERE number = 3", "B037@11"},
    {"UPDATE request SET number = 2 WHERE number = 3", "B037@11"},
    {"INSERT INTO node VALUES(x'08', zeroblob(32))", "B037@11"},
    {"UPDATE record SET body = CAST(substr(body, 1, 40) || x'7a' || substr(body, 42) AS BLOB) "
     "WHERE number = 6",
     "B034@6"},
    {"UPDATE record SET body = (SELECT body FROM record WHERE number = 5) WHERE number = 6",
     "B035@6"},
    {"DELETE FROM record WHERE number = 10", "B031@10"},
    {"DELETE FROM record WHERE number = 4", "B033@4"},
    {"UPDATE meta SET value = zeroblob(8) WHERE key = CAST('last' AS BLOB)", "B037@11"},
    {"UPDATE meta SET value = CAST('other' AS BLOB) WHERE key = CAST('origin' AS BLOB)", "good"},
};

TEST(Sqlite, VerifyFindsWhatWasChangedBesideTheLedger) {
    const Folder folder;
    const std::string good = folder.file("good"), path = folder.file("bad");
    make_closed(good);
    Checkpoint outside;
    {
        Ledger ledger = Ledger::open(sqlite_store(good, Access::read));
        outside = ledger.checkpoint();
    }
    ASSERT_EQ(verdict_of(good, {outside}), "good");
    for (const Edit& edit : kTampering) {
        write_bytes(path, read_bytes(good));
        ASSERT_EQ(other_sqlite(path, edit.sql), "") << edit.sql;
        EXPECT_EQ(verdict_of(path), edit.code) << edit.sql;
        // With a checkpoint from outside, another origin shows as well.
        EXPECT_NE(verdict_of(path, {outside}), "good") << edit.sql;
    }
    // An older copy of the whole file is a ledger like any other; only the checkpoint tells.
    Ledger ledger = make(folder.file("old"));
    ledger.backup(folder.file("copy"));
    EXPECT_EQ(verdict_of(folder.file("copy")), "good");
    EXPECT_EQ(verdict_of(folder.file("copy"), {outside}), "B032@5");
}

// Every row of every table; but not the ledger's origin, which checkpoints alone anchor.
std::vector<std::string> rows_of(const std::string& path) {
    const std::unique_ptr<Store> store = sqlite_store(path, Access::read);
    std::vector<std::string> rows;
    for (std::size_t i = 0; i < kTables; ++i) {
        const auto table = static_cast<Table>(i);
        store->scan(table, "", "", [&](std::string_view key, std::string_view value) {
            if (table == Table::meta && key == "origin") return true;
            rows.push_back(std::to_string(i) + ' ' + std::to_string(key.size()) + ' ');
            rows.back().append(key).append(value);
            return true;
        });
    }
    return rows;
}

TEST(Sqlite, EveryFlippedByteIsSeenOrChangedNothing) {
    const Folder folder(true);
    const std::string good = folder.file("good"), path = folder.file("bad");
    make_closed(good);
    const std::vector<std::string> rows = rows_of(good);
    const std::string bytes = read_bytes(good);
    std::size_t unseen = 0, renamed = 0;
    // A stride that is prime to the page size; all bytes, with BAJIGONG_EVERY_BYTE set, take a
    // minute.
    const std::size_t stride = std::getenv("BAJIGONG_EVERY_BYTE") != nullptr ? 1 : 29;
    for (std::size_t at = 0; at < bytes.size(); at += stride) {
        std::string changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ (1 << (at % 8)));
        write_bytes(path, changed);
        if (verdict_of(path) != "good") continue;
        ++unseen;
        ASSERT_EQ(rows_of(path), rows) << "byte " << at;
        const Ledger ledger = Ledger::open(sqlite_store(path, Access::read));
        renamed += ledger.founding().origin == "test.example/file" ? 0 : 1;
    }
    EXPECT_LT(unseen, bytes.size() / stride);
    EXPECT_LE(renamed, std::string("test.example/file").size());
    RecordProperty("bytes", std::to_string(bytes.size()));
    if (stride == 1) {
        std::cout << bytes.size() << " bytes, " << unseen << " flips unseen, " << renamed
                  << " of them of the origin\n";
    }
}

TEST(Sqlite, BacksUpALiveLedger) {
    const Folder folder;
    Ledger ledger = make(folder.file("a"));
    ledger.apply(issue("v1", "2026-02-01", 1));
    ledger.backup(folder.file("b"));
    const std::string first = read_bytes(folder.file("b"));
    EXPECT_THROW(ledger.backup(folder.file("b")), Failure);
    EXPECT_EQ(read_bytes(folder.file("b")), first);
    ledger.apply(issue("v2", "2026-02-01", 2));
    Ledger copy = Ledger::open(sqlite_store(folder.file("b"), Access::write));
    EXPECT_EQ(copy.size(), set_up().size() + 1);
    EXPECT_FALSE(copy.apply(issue("v2", "2026-02-01", 2)).replayed);
    EXPECT_EQ(copy.checkpoint().signed_text(), ledger.checkpoint().signed_text());
}

TEST(Sqlite, AFileOfThisFormatNeedsNoUpgrade) {
    const Folder folder;
    make_closed(folder.file("a"));
    EXPECT_FALSE(upgrade_sqlite(folder.file("a")));
    EXPECT_EQ(code_of(folder.file("a")), "opened");
    write_bytes(folder.file("b"), "no ledger");
    EXPECT_THROW(upgrade_sqlite(folder.file("b")), Failure);
}

}  // namespace
}  // namespace bajigong::ledger
