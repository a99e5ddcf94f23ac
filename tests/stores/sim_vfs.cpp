// The simulated disk as a SQLite VFS.
#include "stores/sim_vfs.hpp"

#include <algorithm>
#include <cstring>
#include <sqlite3.h>

#include "stores/folder.hpp"

namespace bajigong::ledger {
namespace {

struct SimFile {
    sqlite3_file base;
    std::string* name;
};

SimDisk::File& of(sqlite3_file* file) {
    return sim_disk().files[*reinterpret_cast<SimFile*>(file)->name];
}

int close(sqlite3_file* file) {
    delete reinterpret_cast<SimFile*>(file)->name;
    return SQLITE_OK;
}

constexpr SimDisk::Counts kWrites = SimDisk::Counts::writes, kReads = SimDisk::Counts::reads;

int read(sqlite3_file* file, void* out, int size, sqlite3_int64 at) {
    if (sim_disk().next_fails(kReads)) return SQLITE_IOERR_READ;
    const std::string& view = of(file).view;
    const auto begin = std::min(static_cast<std::size_t>(at), view.size());
    const std::size_t there = std::min(static_cast<std::size_t>(size), view.size() - begin);
    std::memcpy(out, view.data() + begin, there);
    std::memset(static_cast<char*>(out) + there, 0, static_cast<std::size_t>(size) - there);
    return there == static_cast<std::size_t>(size) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

void put(std::string& bytes, std::size_t at, const std::string& data) {
    if (bytes.size() < at + data.size()) bytes.resize(at + data.size());
    bytes.replace(at, data.size(), data);
}

int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 at) {
    if (sim_disk().next_fails(kWrites)) return SQLITE_IOERR_WRITE;
    SimDisk::File& f = of(file);
    if (!sim_disk().has_room(f, static_cast<std::size_t>(at + size))) return SQLITE_FULL;
    const std::string bytes(static_cast<const char*>(data), static_cast<std::size_t>(size));
    put(f.view, static_cast<std::size_t>(at), bytes);
    f.unsynced.push_back({static_cast<std::size_t>(at), bytes});
    return SQLITE_OK;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
    if (sim_disk().next_fails(kWrites)) return SQLITE_IOERR_TRUNCATE;
    SimDisk::File& f = of(file);
    f.view.resize(static_cast<std::size_t>(size));
    f.unsynced.push_back({static_cast<std::size_t>(size), ""});
    return SQLITE_OK;
}

int sync(sqlite3_file* file, int) {
    if (sim_disk().next_fails(kWrites)) return SQLITE_IOERR_FSYNC;
    SimDisk::File& f = of(file);
    f.durable = f.view;
    f.unsynced.clear();
    return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    if (sim_disk().next_fails(kReads)) return SQLITE_IOERR_FSTAT;
    *size = static_cast<sqlite3_int64>(of(file).view.size());
    return SQLITE_OK;
}

int lock(sqlite3_file*, int) { return SQLITE_OK; }
int check_lock(sqlite3_file*, int* held) {
    *held = 0;
    return SQLITE_OK;
}
int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file*) { return 512; }
int characteristics(sqlite3_file*) { return 0; }

const sqlite3_io_methods kMethods = {
    1,       close,      read,    write,       truncate,        sync,    file_size, lock,
    lock,    check_lock, control, sector_size, characteristics, nullptr, nullptr,   nullptr,
    nullptr, nullptr,    nullptr};

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
    static int unnamed = 0;
    auto* sim = reinterpret_cast<SimFile*>(file);
    sim->base.pMethods = nullptr;
    if (sim_disk().next_fails(kReads)) return SQLITE_CANTOPEN;
    sim->base.pMethods = &kMethods;
    sim->name = new std::string(name != nullptr ? name : "temp" + std::to_string(++unnamed));
    sim_disk().files[*sim->name];
    if (out != nullptr) *out = flags;
    return SQLITE_OK;
}

int remove(sqlite3_vfs*, const char* name, int) {
    if (sim_disk().next_fails(kWrites)) return SQLITE_IOERR_DELETE;
    sim_disk().files.erase(name);
    return SQLITE_OK;
}

int access(sqlite3_vfs*, const char* name, int, int* there) {
    *there = sim_disk().files.contains(name) ? 1 : 0;
    return SQLITE_OK;
}

}  // namespace

bool SimDisk::has_room(const File& file, std::size_t size) const {
    std::size_t used = std::max(size, file.view.size()) - file.view.size();
    for (const auto& [name, each] : files) used += each.view.size();
    return used <= capacity;
}

bool SimDisk::next_fails(Counts kind) {
    if (kind != counts) return false;
    if (crashed) return true;
    ++operations;
    if (fault == Fault::none || operations < fault_at) return false;
    if (fault == Fault::once) return operations == fault_at;
    crashed = true;  // of no use any more, for good or by a crash
    return true;
}

void SimDisk::write_out(const std::string& from, const std::string& to, std::mt19937* crash) const {
    for (const auto& [name, file] : files) {
        if (!name.starts_with(from)) continue;
        std::string bytes = crash == nullptr ? file.view : file.durable;
        std::vector<Write> writes = file.unsynced;
        if (crash != nullptr) std::shuffle(writes.begin(), writes.end(), *crash);
        for (Write& write : writes) {
            if (crash == nullptr || (*crash)() % 2 == 0) continue;
            if (write.bytes.empty()) {
                bytes.resize(write.at);
                continue;
            }
            // Torn at a sector, now and then.
            if ((*crash)() % 4 == 0) write.bytes.resize((*crash)() % (write.bytes.size() + 1));
            put(bytes, write.at, write.bytes);
        }
        write_bytes(to + name.substr(from.size()), bytes);
    }
}

SimDisk& sim_disk() {
    static SimDisk disk;
    return disk;
}

const char* sim_vfs() {
    static sqlite3_vfs vfs = [] {
        sqlite3_vfs base = *sqlite3_vfs_find("unix-none");
        base.szOsFile = sizeof(SimFile);
        base.pNext = nullptr;
        base.zName = "bajigong-sim";
        base.xOpen = open;
        base.xDelete = remove;
        base.xAccess = access;
        return base;
    }();
    static const int registered = sqlite3_vfs_register(&vfs, 0);
    return registered == SQLITE_OK ? vfs.zName : "";
}

}  // namespace bajigong::ledger
