// What the subcommands of `bajigong ledger` share.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "bajigong/ledger.hpp"
#include "bajigong/ledger_log.hpp"
#include "bajigong/sqlite_store.hpp"

#include "tool/command.hpp"

namespace bajigong::tool {

void add_ledger_init(CLI::App& ledger, Context& context);
void add_ledger_apply(CLI::App& ledger, Context& context);
void add_ledger_balances(CLI::App& ledger, Context& context);
void add_ledger_voucher(CLI::App& ledger, Context& context);
void add_ledger_status(CLI::App& ledger, Context& context);
void add_ledger_verify(CLI::App& ledger, Context& context);
void add_ledger_checkpoint(CLI::App& ledger, Context& context);
void add_ledger_receipt(CLI::App& ledger, Context& context);
void add_ledger_consistency(CLI::App& ledger, Context& context);
void add_ledger_backup(CLI::App& ledger, Context& context);
void add_ledger_upgrade(CLI::App& ledger, Context& context);
void add_ledger_export(CLI::App& ledger, Context& context);

// The FILE that every one of them begins with.
void add_ledger_file(CLI::App& command, std::string& file);

ledger::Ledger open_ledger(const std::string& file, ledger::Access access);
ledger::SignedCheckpoint read_checkpoint(Context& context, const std::string& path);

// Signs with the private key in a PEM file that only its owner may read (B041 otherwise); what was
// read is wiped. Throws Failure B040 if it is no key.
ledger::SignedCheckpoint sign_checkpoint(const ledger::Checkpoint& checkpoint,
                                         const std::string& key_file);

// A bar on standard error while long work goes on, if that is a terminal; else nothing.
class Progress {
   public:
    Progress(Context& context, const char* what);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    void at(std::uint64_t done, std::uint64_t all);

   private:
    Context& context_;
    const char* what_;
    bool shown_;
    bool drawn_ = false;
};

}  // namespace bajigong::tool
