// A SQLite VFS in memory that fails, fills up or crashes where it is told to.
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
    // What is counted: what changes the disk, or what looks at it.
    enum class Counts { writes, reads };

    std::map<std::string, File> files;
    Counts counts = Counts::writes;
    std::uint64_t operations = 0;  // so far: writes, syncs, truncations, deletions;
                                   // or opens, reads, sizes asked for
    std::uint64_t fault_at = 0;    // the one that fails; 0: none
    Fault fault = Fault::none;
    std::size_t capacity = SIZE_MAX;  // bytes of all files together; a write beyond finds it full
    bool crashed = false;

    // True if the next operation of that kind must fail.
    bool next_fails(Counts kind);
    bool has_room(const File& file, std::size_t size) const;
    // Writes the files to a folder as a program sees them, or as a crash leaves them.
    void write_out(const std::string& from, const std::string& to, std::mt19937* crash) const;
};

// The disk that files of VFS "bajigong-sim" are on.
SimDisk& sim_disk();
// Registers the VFS; returns its name.
const char* sim_vfs();

}  // namespace bajigong::ledger
