// A ledger in one SQLite file (target bajigong::sqlite).
//
// The file belongs to one store at a time, in any process: an open-file-description lock lies over
// the bytes that SQLite itself locks, so that no other SQLite that honours SQLite's locks gets in,
// in this process or another. One told to use none (vfs=unix-none, immutable=1) does.
// Every commit is synced (synchronous=FULL). After a clean close the ledger is that one file; until
// then, or after a crash, FILE-wal beside it belongs to it. A file is hostile until its header,
// version and schema are what this library writes, word for word.
//
// Not for use after a fork: the child is refused (B022) and leaves the file alone.
#pragma once

#include <memory>
#include <string>

#include "bajigong/ledger_store.hpp"

namespace bajigong::ledger {

enum class Access {
    create,  // a new file, readable by its owner alone; refused (B023) if there is one
    write,   // the only one to have it
    read,    // as well the only one; writes nothing, runs nothing that stands in the file
};

// Throws Failure: J001 if the file cannot be had, B020 if SQLite fails, B023, B024 if it is no
// ledger, B026 if it is open elsewhere, B027 if its format is newer, B028 if older, B030 if
// damaged.
std::unique_ptr<Store> sqlite_store(const std::string& path, Access access);

// Brings a file of an older format to this library's. False if there was nothing to do. Throws as
// sqlite_store does.
bool upgrade_sqlite(const std::string& path);

}  // namespace bajigong::ledger
