// Writes to SQLite's log, gathered until they must be on the disk.
//
// SQLite writes its log a page and a header at a time, two calls of the system each; a commit of
// many records is some hundred pages that follow each other. This file system hands them on in one
// piece, when SQLite asks for them to be durable, reads them, or looks at the file's size. All that
// it holds back is what SQLite has not yet asked to be durable, so nothing acknowledged is less
// safe.
#pragma once

namespace bajigong::ledger {

// The name of a VFS that is `base` but for the log's writes; registered on first use and for good.
// `base` must be registered whenever a file is opened. Any thread. Throws Failure if SQLite cannot
// register it.
const char* gathering_vfs(const char* base);

}  // namespace bajigong::ledger
