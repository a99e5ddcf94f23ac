// A VFS around a VFS: the log's file has methods of its own, every other file those of the base.
#include "stores/gathering_vfs.hpp"

#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <string>
#include <vector>

#include "stores/sqlite_handle.hpp"

namespace bajigong::ledger {
namespace {

// SQLite's own files take less than 128 KiB at a time, for SQLite never writes more than a page.
constexpr std::size_t kMostHeld = std::size_t{64} << 10;

// Bytes that follow each other in the file, the first at `begin`.
struct Held {
    std::vector<char> bytes;
    sqlite3_int64 begin = 0;
    int failed = SQLITE_OK;  // the first error of writing them

    sqlite3_int64 end() const { return begin + static_cast<sqlite3_int64>(bytes.size()); }
};

// The log as SQLite sees it; the base's file lies behind it in the same memory.
struct LogFile {
    sqlite3_file as_file;
    Held* held;
};
constexpr std::size_t kBaseAt = (sizeof(LogFile) + 15) / 16 * 16;

LogFile& log_of(sqlite3_file* file) { return *reinterpret_cast<LogFile*>(file); }
sqlite3_file* base_of(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + kBaseAt);
}

// What is held is written, or lost with an error that SQLite passes on. As SQLite took those bytes
// for written when it gave them, the file answers with that error ever after.
int hand_on(sqlite3_file* file) {
    Held& held = *log_of(file).held;
    if (held.failed != SQLITE_OK || held.bytes.empty()) return held.failed;
    sqlite3_file* base = base_of(file);
    held.failed = base->pMethods->xWrite(base, held.bytes.data(),
                                         static_cast<int>(held.bytes.size()), held.begin);
    held.bytes.clear();
    return held.failed;
}

int log_close(sqlite3_file* file) {
    const int written = hand_on(file);
    sqlite3_file* base = base_of(file);
    const int closed = base->pMethods->xClose(base);
    delete log_of(file).held;
    return written != SQLITE_OK ? written : closed;
}

int log_read(sqlite3_file* file, void* to, int amount, sqlite3_int64 offset) {
    const Held& held = *log_of(file).held;
    if (held.failed != SQLITE_OK) return held.failed;
    const bool apart = offset + amount <= held.begin || offset >= held.end();
    if (const int code = apart ? SQLITE_OK : hand_on(file); code != SQLITE_OK) return code;
    sqlite3_file* base = base_of(file);
    return base->pMethods->xRead(base, to, amount, offset);
}

int log_write(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
    Held& held = *log_of(file).held;
    const auto* bytes = static_cast<const char*>(from);
    const auto size = static_cast<std::size_t>(amount);
    if (held.failed != SQLITE_OK) return held.failed;
    if (!held.bytes.empty() && offset >= held.begin && offset + amount <= held.end()) {
        std::memcpy(held.bytes.data() + (offset - held.begin), bytes, size);
        return SQLITE_OK;
    }
    const bool follows = offset == held.end() && held.bytes.size() + size <= kMostHeld;
    if (!held.bytes.empty() && !follows) {
        if (const int code = hand_on(file); code != SQLITE_OK) return code;
    }
    try {
        if (held.bytes.empty()) held.begin = offset;
        held.bytes.insert(held.bytes.end(), bytes, bytes + size);
    } catch (const std::bad_alloc&) {
        return SQLITE_IOERR_NOMEM;
    }
    return SQLITE_OK;
}

int log_truncate(sqlite3_file* file, sqlite3_int64 size) {
    if (const int code = hand_on(file); code != SQLITE_OK) return code;
    sqlite3_file* base = base_of(file);
    return base->pMethods->xTruncate(base, size);
}

int log_sync(sqlite3_file* file, int flags) {
    if (const int code = hand_on(file); code != SQLITE_OK) return code;
    sqlite3_file* base = base_of(file);
    return base->pMethods->xSync(base, flags);
}

int log_size(sqlite3_file* file, sqlite3_int64* size) {
    if (const int code = hand_on(file); code != SQLITE_OK) return code;
    sqlite3_file* base = base_of(file);
    return base->pMethods->xFileSize(base, size);
}

int log_lock(sqlite3_file* file, int level) {
    sqlite3_file* base = base_of(file);
    return base->pMethods->xLock(base, level);
}

int log_unlock(sqlite3_file* file, int level) {
    sqlite3_file* base = base_of(file);
    return base->pMethods->xUnlock(base, level);
}

int log_is_reserved(sqlite3_file* file, int* result) {
    sqlite3_file* base = base_of(file);
    return base->pMethods->xCheckReservedLock(base, result);
}

int log_control(sqlite3_file* file, int operation, void* argument) {
    sqlite3_file* base = base_of(file);
    return base->pMethods->xFileControl(base, operation, argument);
}

int log_sector(sqlite3_file* file) {
    sqlite3_file* base = base_of(file);
    return base->pMethods->xSectorSize(base);
}

int log_device(sqlite3_file* file) {
    sqlite3_file* base = base_of(file);
    return base->pMethods->xDeviceCharacteristics(base);
}

// Version 1: a log is neither mapped nor shared memory.
constexpr sqlite3_io_methods kLogMethods = {
    1,        log_close,  log_read,        log_write,   log_truncate, log_sync,   log_size,
    log_lock, log_unlock, log_is_reserved, log_control, log_sector,   log_device, nullptr,
    nullptr,  nullptr,    nullptr,         nullptr,     nullptr,
};

struct Gathering {
    std::string base, name;
    sqlite3_vfs vfs{};
};

sqlite3_vfs* base_of(sqlite3_vfs* vfs) {
    return sqlite3_vfs_find(static_cast<const Gathering*>(vfs->pAppData)->base.c_str());
}

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    file->pMethods = nullptr;
    sqlite3_vfs* base = base_of(vfs);
    if (base == nullptr) return SQLITE_CANTOPEN;
    if ((flags & SQLITE_OPEN_WAL) == 0) return base->xOpen(base, name, file, flags, out_flags);
    std::unique_ptr<Held> held(new (std::nothrow) Held);
    if (held == nullptr) return SQLITE_IOERR_NOMEM;
    sqlite3_file* inner = base_of(file);
    inner->pMethods = nullptr;
    const int code = base->xOpen(base, name, inner, flags, out_flags);
    if (code != SQLITE_OK) {
        if (inner->pMethods != nullptr) inner->pMethods->xClose(inner);
        return code;
    }
    log_of(file).held = held.release();
    file->pMethods = &kLogMethods;
    return SQLITE_OK;
}

// The base's functions, which may look at what is theirs in the VFS they are given.
void pass_on(sqlite3_vfs& vfs) {
    vfs.xOpen = open;
    vfs.xDelete = [](sqlite3_vfs* v, const char* name, int sync) {
        return base_of(v)->xDelete(base_of(v), name, sync);
    };
    vfs.xAccess = [](sqlite3_vfs* v, const char* name, int flags, int* result) {
        return base_of(v)->xAccess(base_of(v), name, flags, result);
    };
    vfs.xFullPathname = [](sqlite3_vfs* v, const char* name, int size, char* out) {
        return base_of(v)->xFullPathname(base_of(v), name, size, out);
    };
    vfs.xRandomness = [](sqlite3_vfs* v, int size, char* out) {
        return base_of(v)->xRandomness(base_of(v), size, out);
    };
    vfs.xSleep = [](sqlite3_vfs* v, int microseconds) {
        return base_of(v)->xSleep(base_of(v), microseconds);
    };
    vfs.xCurrentTime = [](sqlite3_vfs* v, double* now) {
        return base_of(v)->xCurrentTime(base_of(v), now);
    };
    vfs.xGetLastError = [](sqlite3_vfs* v, int size, char* out) {
        return base_of(v)->xGetLastError(base_of(v), size, out);
    };
}

}  // namespace

const char* gathering_vfs(const char* base) {
    static std::mutex mutex;
    // SQLite keeps what is registered to the end of the process, whatever is destroyed before.
    static auto& made = *new std::map<std::string, std::unique_ptr<Gathering>>;
    const std::lock_guard lock(mutex);
    if (const auto at = made.find(base); at != made.end()) return at->second->name.c_str();
    const sqlite3_vfs* found = sqlite3_vfs_find(base);
    if (found == nullptr) sqlite_failed(SQLITE_CANTOPEN);
    auto gathering = std::make_unique<Gathering>();
    gathering->base = base;
    gathering->name = "bajigong-gathering-" + gathering->base;
    gathering->vfs.iVersion = 1;
    gathering->vfs.szOsFile = static_cast<int>(kBaseAt) + found->szOsFile;
    gathering->vfs.mxPathname = found->mxPathname;
    gathering->vfs.zName = gathering->name.c_str();
    gathering->vfs.pAppData = gathering.get();
    pass_on(gathering->vfs);
    Gathering& kept = *made.emplace(base, std::move(gathering)).first->second;
    if (const int code = sqlite3_vfs_register(&kept.vfs, 0); code != SQLITE_OK) {
        made.erase(base);
        sqlite_failed(code);
    }
    return kept.name.c_str();
}

}  // namespace bajigong::ledger
