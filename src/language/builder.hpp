// Builds a program instruction by instruction: equal instructions become one, constants are
// computed at once.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "language/program.hpp"
#include "values/column.hpp"

namespace bajigong::language {

// Loops may nest this deep, counting lists within lists.
inline constexpr int kMaxScopeDepth = 3;

class Builder {
   public:
    explicit Builder(Program& program);

    Register constant(const Type& type, Constant value);
    Register integer(std::int64_t value) { return constant(Type{Base::integer}, {value, 1, {}}); }
    Register truth(bool value) { return constant(Type{Base::truth}, {value ? 1 : 0, 1, {}}); }
    Register unknown(const Type& type, const Cause& what);
    Register fault(const Type& type);
    std::int32_t cause(const Cause& cause);

    // Emits an operation in the deepest scope of its operands; shallower ones are broadcast.
    Register emit(Op op, const Type& type, std::array<Register, 3> operands, std::int64_t imm = 0,
                  std::uint8_t aux = 0, std::vector<Register> args = {});
    Register and_(Register a, Register b);
    Register or_(Register a, Register b);
    Register not_(Register a);
    // Emits an instruction without operands in `scope`.
    Register leaf(Op op, const Type& type, int scope, std::int64_t imm, std::uint64_t readings = 0);
    // Emits a fold of registers of scope `child` into its parent.
    Register fold(Op op, const Type& type, int child, std::array<Register, 3> operands,
                  std::vector<Register> args = {});

    // The scope of the elements of `table`'s list, which stands in the rows of scope `owner`, seen
    // from `parent`, the owner or a scope below it. -1 if loops would nest too deep.
    int scope(int parent, int table, int owner);

    bool is_constant(Register r) const { return program_.code[r].op == Op::constant; }
    const Constant* constant_of(Register r) const;
    // Known constant truth, if it is one.
    std::optional<bool> settled(Register r) const;
    const Type& type(Register r) const { return program_.types[r]; }
    int scope_of(Register r) const { return program_.code[r].scope; }
    std::uint64_t readings_of(Register r) const { return program_.readings[r]; }
    Program& program() { return program_; }

   private:
    // Which registers there are, found by what they compute: a register in each slot, found by
    // going on from where its hash points.
    struct Slot {
        std::size_t hash = 0;
        Register r = kNoRegister;
    };
    template <class Same>
    Slot& find(std::size_t hash, Same same);
    Register add(Slot& slot, std::size_t hash, const Instruction& instruction, const Type& type,
                 std::uint64_t readings);
    void grow();

    Register lift(Register r, int scope);
    bool is_below(int scope, int ancestor) const;
    Register append(const Instruction& given, const Type& type, std::span<const Register> args,
                    std::uint64_t readings);
    Register fold_constants(Register r);

    Program& program_;
    Arena arena_;
    std::vector<Column> columns_;
    std::vector<Slot> slots_;  // a power of two of them, half of them free
    std::size_t known_ = 0;    // how many are taken
};

}  // namespace bajigong::language
