// A session with a voucher ledger in memory. usage: ledger COMMANDS.jsonl
#include <array>
#include <fstream>
#include <iostream>

#include "bajigong_c.hpp"

namespace {

// Signs a checkpoint. A host signs with a key that it guards; this toy stands for it with FNV-1a of
// 64 bits, which everybody can compute and which proves nothing. Nothing may be thrown here.
std::int32_t sign(void*, const void* bytes, std::size_t size, bjg_sink* sink) noexcept {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (std::size_t i = 0; i < size; ++i)
        hash = (hash ^ static_cast<const unsigned char*>(bytes)[i]) * 0x100000001b3u;
    std::array<unsigned char, 8> signature{};
    for (unsigned i = 0; i < 8; ++i)
        signature[i] = static_cast<unsigned char>(hash >> (56 - 8 * i));
    bjg_sink_write(sink, signature.data(), signature.size());
    return 0;
}

}  // namespace

int main(int argc, char** argv) try {
    bjg::check_abi();
    if (argc != 2) return 2;
    const std::string_view founding = R"({"origin": "example.gov.cn/vouchers", "hash": "sha256"})";
    const std::string_view id = "issue-1", key = "toy-key";
    // An empty path is a ledger in memory.
    const auto ledger = bjg::make<bjg_ledger>(bjg_ledger_create, nullptr, std::size_t{0},
                                              founding.data(), founding.size());

    std::ifstream file(argv[1]);
    for (std::string command; std::getline(file, command);) {
        // Accepted, rejected or refused: the verdict is an answer, never an error.
        std::cout << bjg::text(bjg_ledger_apply, ledger.get(), command.data(), command.size())
                  << '\n';
    }

    std::cout << bjg::text(bjg_ledger_balances, ledger.get(), BJG_BALANCES_POOLS) << '\n'
              << bjg::text(bjg_ledger_receipt, ledger.get(), id.data(), id.size(), key.data(),
                           key.size(), sign, nullptr)
              << '\n'
              << bjg::text(bjg_ledger_checkpoint, ledger.get(), key.data(), key.size(), sign,
                           nullptr)
              << '\n';
    return 0;
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
