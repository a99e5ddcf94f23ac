// What a part of an expression stands for while it is compiled.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "language/program.hpp"
#include "language/tree.hpp"

namespace bajigong::language {

struct Operand;

// Denominators up to here stay static; beyond, each row brings its own.
inline constexpr std::int64_t kMaxStaticDenominator = 1'000'000'000;
inline bool is_static(const Type& type) { return type.denominator != Type::kVaries; }
inline bool is_exact(const Type& type) {
    return type.base == Base::money || type.base == Base::ratio;
}

// A list of facts on its way into an aggregate: the elements in `scope` that meet `predicate`, each
// as `element`.
struct Stream {
    int scope = 0;
    Register predicate = kNoRegister;
    std::shared_ptr<Operand> element;
};

// What a record list's element is in a limit: this claim, with the fields it adds.
struct ClaimRecord {
    std::string list;
    std::vector<std::pair<std::string, Register>> fields;
};

struct Operand {
    enum class Kind {
        value,     // reg, type
        symbol,    // text: a value of some scale, which its surroundings decide
        unknown,   // cause: of any type
        list,      // items: a literal list
        map,       // items: values; keys: constants
        stream,    // stream
        record,    // an element of a list of records: table, scope
        claim,     // claim
        space,     // text: the beginning of a fact's path
        readings,  // the name `reading`
        choice,    // index: a reading
        supplied,  // index: a named list; reg: the day
        name,      // text literal that names a table, list or parameter
    };
    Kind kind = Kind::value;
    Type type;
    Register reg = kNoRegister;
    std::string text;
    Cause cause;
    int index = -1;
    int table = 0;
    int scope = 0;
    std::vector<Operand> items;
    std::vector<Operand> keys;
    Stream stream;
    std::shared_ptr<const ClaimRecord> claim;

    // How many values it holds, counting those of lists within lists.
    std::size_t weight() const {
        std::size_t values = 1;
        for (const Operand& item : items) values += item.weight();
        return values;
    }
    static Operand value(Register reg, const Type& type) {
        Operand operand;
        operand.reg = reg;
        operand.type = type;
        return operand;
    }
};

}  // namespace bajigong::language
