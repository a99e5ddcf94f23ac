// Books for auditors, copies of a ledger, and bringing old files up to date.
#include "bajigong/ledger_books.hpp"
#include "bajigong/sqlite_store.hpp"

#include "capi/src/ledger.hpp"

using namespace bajigong::capi;
namespace ledger = bajigong::ledger;

std::int32_t bjg_ledger_export(bjg_ledger* ledger, std::int32_t format, bjg_write write,
                               void* context, bjg_error** err) {
    return guard(err, [&] {
        const LedgerCall books(ledger);
        require_constant(format, 2, "format");
        require(reinterpret_cast<const void*>(write), "write");
        ledger::export_books(*books,
                             format == BJG_BOOKS_JOURNAL ? ledger::BookFormat::journal
                                                         : ledger::BookFormat::beancount,
                             [&](std::string_view piece) {
                                 if (write(context, piece.data(), piece.size()) != 0) {
                                     refuse(BJG_E_CANCELLED, {"A012", {}, {"write"}});
                                 }
                             });
    });
}

std::int32_t bjg_ledger_backup(bjg_ledger* ledger, const char* path, std::size_t size,
                               bjg_error** err) {
    return guard(err, [&] {
        const LedgerCall books(ledger);
        books->backup(std::string(file_path(path, size)));
    });
}

std::int32_t bjg_ledger_upgrade(const char* path, std::size_t size, std::int32_t* out_changed,
                                bjg_error** err) {
    return guard(err, [&] {
        require(out_changed, "out_changed");
        *out_changed = ledger::upgrade_sqlite(std::string(file_path(path, size))) ? 1 : 0;
    });
}
