// A file that one opener has: a descriptor with a lock over the bytes that SQLite would lock.
#pragma once

#include <string>

#include "bajigong/sqlite_store.hpp"

namespace bajigong::ledger {

class LockedFile {
   public:
    // Throws Failure J001, B023, B026.
    LockedFile(const std::string& path, Access access);
    ~LockedFile();
    LockedFile(const LockedFile&) = delete;
    LockedFile& operator=(const LockedFile&) = delete;

    // The first `size` bytes, fewer if the file is shorter.
    std::string head(std::size_t size) const;
    // True if the path still names this file.
    bool is_at(const std::string& path) const;
    // Lets others in; also for copies of the descriptor that a child process may hold.
    void unlock();

   private:
    int descriptor_ = -1;
};

// Syncs the folder of a path, so that a new file is found after a crash.
void sync_folder(const std::string& path);

}  // namespace bajigong::ledger
