// A SQLite VFS in memory that fails or crashes where it is told to.
//
// A write is on the disk only once it was synced. At a crash, of what was not synced each write is
// there or not, whole or in part, in any order.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace bajigong::ledger {

struct SimDisk {
    struct Write {
        std::size_t at;
        std::string bytes;  // or the new size, if empty
    };
    struct File {
        std::string durable, view;
        std::vector<Write> unsynced;
    };
    enum class Fault { none, once, for_good, crash };

    std::map<std::string, File> files;
    std::uint64_t operations = 0;  // writes, syncs, truncations, deletions so far
    std::uint64_t fault_at = 0;    // the one that fails; 0: none
    Fault fault = Fault::none;
    bool crashed = false;

    // True if the next operation must fail.
    bool next_fails();
    // Writes the files to a folder as a program sees them, or as a crash leaves them.
    void write_out(const std::string& from, const std::string& to, std::mt19937* crash) const;
};

// The disk that files of VFS "bajigong-sim" are on.
SimDisk& sim_disk();
// Registers the VFS; returns its name.
const char* sim_vfs();

}  // namespace bajigong::ledger
