// One field of a command from its JSON, and back.
#pragma once

#include <string>
#include <vector>

#include "ledger/command.hpp"
#include "text/json.hpp"

namespace bajigong::ledger {

// What is wrong with a value, and with which part of it; nothing if `where` is null.
struct Wrong {
    const text::Json* where = nullptr;
    std::string code;
    std::vector<std::string> args;
};

// The largest sum that a command may name: a hundred thousand of them still fit int64.
inline constexpr std::int64_t kMaxFen = 90'000'000'000'000;  // nine hundred billion yuan

// Appends the field's canonical bytes.
Wrong write_field(Writer& out, const FieldSpec& field, const text::Json& value);

// Appends the field's value as JSON.
void append_field(std::string& out, const FieldSpec& field, const Command& command);

// Appends JSON without blanks, the keys of objects in order of their bytes.
void append_sorted_json(std::string& out, const text::Json& value);

// 64 lower-case hexadecimal digits as 32 bytes; empty for anything else.
std::string digest_bytes(std::string_view hex);
std::string digest_hex(std::string_view bytes);

}  // namespace bajigong::ledger
