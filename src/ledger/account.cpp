// Account keys.
#include "ledger/account.hpp"

namespace bajigong::ledger {
namespace {

// What kinds have beyond fund and year.
bool has_line(AccountKind kind) {
    return kind != AccountKind::appropriation && kind != AccountKind::returned &&
           kind != AccountKind::lost;
}
bool has_party(AccountKind kind) { return has_line(kind) && kind != AccountKind::available; }
bool has_sub(AccountKind kind) { return has_party(kind) && kind != AccountKind::voucher; }

AccountKind kind_of(std::uint8_t byte) {
    if (byte < 1 || byte > 10) throw Damaged();
    return static_cast<AccountKind>(byte);
}

}  // namespace

std::string_view code(AccountKind kind) {
    constexpr std::string_view kCodes[] = {"APP", "AVL", "VCH", "HLD", "PAY",
                                           "TRN", "OUT", "OWE", "RET", "LOS"};
    return kCodes[static_cast<std::size_t>(kind) - 1];
}

void write_account_key(Writer& key, AccountKind kind, std::string_view fund, std::int32_t year,
                       std::string_view line, std::string_view party, std::string_view sub) {
    key.u8(static_cast<std::uint8_t>(kind)).word(fund).u16(static_cast<std::uint16_t>(year));
    if (has_line(kind)) key.word(line);
    if (has_party(kind)) key.word(party);
    if (has_sub(kind)) key.word(sub);
}

Account account_of(std::string_view bytes) {
    Reader key(bytes);
    Account account;
    account.kind = kind_of(key.u8());
    account.fund = key.word();
    account.year = key.u16();
    if (has_line(account.kind)) account.line = key.word();
    // A pool's key ends here.
    if (has_party(account.kind) && !key.at_end()) {
        account.party = key.word();
        if (has_sub(account.kind)) account.sub = key.word();
    }
    key.end();
    return account;
}

std::string_view pool_key(std::string_view bytes) {
    Reader key(bytes);
    const AccountKind kind = kind_of(key.u8());
    key.word();
    key.u16();
    if (has_line(kind)) key.word();
    return bytes.substr(0, bytes.size() - key.left());
}

std::string_view fund_of(std::string_view bytes) {
    Reader key(bytes);
    key.u8();
    return key.word();
}

}  // namespace bajigong::ledger
