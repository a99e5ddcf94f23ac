// The tables of a ledger file, and the words that make them.
#pragma once

#include <cstdint>

#include "bajigong/ledger_store.hpp"

namespace bajigong::ledger {

// "BJLG" in the file's header; tells `file` and us that it is a ledger.
inline constexpr std::int32_t kApplicationId = 0x424A4C47;
// user_version: the form of the tables below.
inline constexpr std::int32_t kFormat = 1;

enum class Form : std::uint8_t { bytes, number, none };

struct TableSchema {
    Table table;
    const char* name;
    const char* sql;
    const char* key;  // column
    Form key_form;
    const char* value;  // column
    Form value_form;
};

// In the order of Table. The checks are a backstop: whatever this library gets wrong, SQLite will
// not store a balance that cannot be.
inline constexpr TableSchema kSchema[kTables] = {
    {Table::meta, "meta",
     "CREATE TABLE meta(key BLOB PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID", "key",
     Form::bytes, "value", Form::bytes},
    {Table::account, "account",
     "CREATE TABLE account(key BLOB PRIMARY KEY, fen INTEGER NOT NULL "
     "CHECK((fen > 0 AND substr(key, 1, 1) <> x'01') OR (fen < 0 AND substr(key, 1, 1) = x'01'))) "
     "STRICT, WITHOUT ROWID",
     "key", Form::bytes, "fen", Form::number},
    {Table::pool, "pool",
     "CREATE TABLE pool(key BLOB PRIMARY KEY, fen INTEGER NOT NULL "
     "CHECK((fen > 0 AND substr(key, 1, 1) <> x'01') OR (fen < 0 AND substr(key, 1, 1) = x'01'))) "
     "STRICT, WITHOUT ROWID",
     "key", Form::bytes, "fen", Form::number},
    {Table::item, "item",
     "CREATE TABLE item(key BLOB PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID", "key",
     Form::bytes, "value", Form::bytes},
    {Table::due, "due", "CREATE TABLE due(key BLOB PRIMARY KEY) STRICT, WITHOUT ROWID", "key",
     Form::bytes, "", Form::none},
    {Table::record, "record",
     "CREATE TABLE record(number INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT", "number",
     Form::number, "body", Form::bytes},
    {Table::request, "request",
     "CREATE TABLE request(id BLOB PRIMARY KEY, number INTEGER NOT NULL) STRICT, WITHOUT ROWID",
     "id", Form::bytes, "number", Form::number},
    {Table::node, "node",
     "CREATE TABLE node(key BLOB PRIMARY KEY, digest BLOB NOT NULL CHECK(length(digest) = 32)) "
     "STRICT, WITHOUT ROWID",
     "key", Form::bytes, "digest", Form::bytes},
};

}  // namespace bajigong::ledger
