// Opens a ledger file and checks that it is one; the VFS is a seam for tests that make it fail.
#pragma once

#include <memory>
#include <string>

#include "bajigong/sqlite_store.hpp"

#include "stores/locked_file.hpp"
#include "stores/sqlite_handle.hpp"

namespace bajigong::ledger {

// SQLite's own locks are off: LockedFile holds one over their bytes.
inline constexpr const char* kPlainVfs = "unix-none";

std::unique_ptr<Store> sqlite_store_on(const std::string& path, Access access, const char* vfs);

// The connection of a locked file, hardened and, unless it is being created, checked.
Database open_database(const LockedFile& file, const std::string& path, Access access,
                       const char* vfs);

// The version of the SQLite in use: "3.40.1".
std::string sqlite_version();

}  // namespace bajigong::ledger
