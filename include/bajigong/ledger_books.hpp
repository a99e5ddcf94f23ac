// Books for auditors (账册导出): the whole ledger as plain-text accounting, for programs of others.
//
// Each record that moved money is a transaction on its day of booking, each leg a posting, with the
// balance it leads to as an assertion. Names from outside are written so that they can start
// nothing; one that cannot is written as its digest. docs/ledger.md says which settings the
// programs need to be exact.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "bajigong/ledger.hpp"

namespace bajigong::ledger {

enum class BookFormat {
    journal,    // for hledger and ledger
    beancount,  // for beancount
};

// `write` takes the text piece by piece; `progress` is told how many records are done. Records are
// read twice. Throws Failure B030 if a record is damaged.
void export_books(Ledger& ledger, BookFormat format,
                  const std::function<void(std::string_view)>& write,
                  const std::function<void(std::uint64_t done, std::uint64_t all)>& progress = {});

// A text from outside as it stands in books: itself if it is only letters, digits, Han characters
// and - _ . between them, else "sha256." and its digest. Never empty.
std::string book_text(std::string_view text);

}  // namespace bajigong::ledger
