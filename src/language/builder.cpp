// The program builder.
#include "language/builder.hpp"

#include <algorithm>
#include <cassert>
#include <functional>

#include "language/execute.hpp"

namespace bajigong::language {

namespace {

// Stirs numbers into a hash, one after the other.
struct Hash {
    std::uint64_t value = 0;
    Hash& operator<<(std::int64_t number) {
        value = (value ^ static_cast<std::uint64_t>(number)) * 0x9E3779B97F4A7C15u;
        value ^= value >> 32;
        return *this;
    }
};

constexpr std::size_t kLeastSlots = 64;
constexpr std::size_t kUsualLength = 16;  // of a program

}  // namespace

Builder::Builder(Program& program) : program_(program), slots_(kLeastSlots) {
    program_.code.reserve(kUsualLength);
    program_.types.reserve(kUsualLength);
    program_.readings.reserve(kUsualLength);
    if (program_.scopes.empty()) program_.scopes.push_back({});
}

// The slot of the register that is the same, or the free one where it belongs.
template <class Same>
Builder::Slot& Builder::find(std::size_t hash, Same same) {
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at].r != kNoRegister && !(slots_[at].hash == hash && same(slots_[at].r)))
        at = (at + 1) & (slots_.size() - 1);
    return slots_[at];
}

void Builder::grow() {
    std::vector<Slot> before(slots_.size() * 2);
    before.swap(slots_);
    for (const Slot& slot : before) {
        if (slot.r != kNoRegister) find(slot.hash, [](Register) { return false; }) = slot;
    }
}

Register Builder::add(Slot& slot, std::size_t hash, const Instruction& instruction,
                      const Type& type, std::uint64_t readings) {
    program_.code.push_back(instruction);
    program_.types.push_back(type);
    program_.readings.push_back(readings);
    const auto r = static_cast<Register>(program_.code.size() - 1);
    slot = {hash, r};
    if (++known_ * 2 > slots_.size()) grow();
    return r;
}

Register Builder::constant(const Type& type, Constant value) {
    Hash hash;
    hash << static_cast<int>(type.base) << type.scale << type.denominator << value.number
         << value.second << static_cast<int>(value.state) << value.cause
         << static_cast<std::int64_t>(std::hash<std::string>()(value.text));
    Slot& slot = find(hash.value, [&](Register r) {
        const Constant* known = constant_of(r);
        const Type& other = program_.types[r];
        return known != nullptr && other.base == type.base && other.scale == type.scale &&
               other.denominator == type.denominator && *known == value;
    });
    if (slot.r != kNoRegister) return slot.r;
    Instruction instruction;
    instruction.op = Op::constant;
    instruction.imm = static_cast<std::int64_t>(program_.constants.size());
    program_.constants.push_back(std::move(value));
    return add(slot, hash.value, instruction, type, 0);
}

std::int32_t Builder::cause(const Cause& cause) {
    const auto found = std::find(program_.causes.begin(), program_.causes.end(), cause);
    if (found != program_.causes.end())
        return static_cast<std::int32_t>(found - program_.causes.begin());
    program_.causes.push_back(cause);
    return static_cast<std::int32_t>(program_.causes.size() - 1);
}

Register Builder::unknown(const Type& type, const Cause& what) {
    Constant value;
    value.state = Constant::State::unknown;
    value.cause = cause(what);
    return constant(type, std::move(value));
}

Register Builder::fault(const Type& type) {
    Constant value;
    value.state = Constant::State::fault;
    return constant(type, std::move(value));
}

const Constant* Builder::constant_of(Register r) const {
    return is_constant(r) ? &program_.constants[program_.code[r].imm] : nullptr;
}

std::optional<bool> Builder::settled(Register r) const {
    const Constant* value = constant_of(r);
    if (value == nullptr || value->state != Constant::State::known) return std::nullopt;
    return value->number != 0;
}

bool Builder::is_below(int scope, int ancestor) const {
    while (scope > ancestor) scope = program_.scopes[scope].parent;
    return scope == ancestor;
}

Register Builder::lift(Register r, int scope) {
    if (r == kNoRegister || is_constant(r) || scope_of(r) == scope) return r;
    Instruction instruction;
    instruction.op = Op::broadcast;
    instruction.scope = static_cast<std::uint16_t>(scope);
    instruction.a = r;
    return append(instruction, program_.types[r], {}, readings_of(r));
}

Register Builder::append(const Instruction& given, const Type& type, std::span<const Register> args,
                         std::uint64_t readings) {
    Hash hash;
    hash << static_cast<int>(given.op) << given.aux << given.scope << given.a << given.b << given.c
         << given.imm << type.denominator << static_cast<int>(type.base) << type.scale;
    for (const Register arg : args) hash << arg;
    Slot& slot = find(hash.value, [&](Register r) {
        const Instruction& code = program_.code[r];
        const Type& other = program_.types[r];
        const auto own = std::span(program_.args).subspan(code.args, code.arg_count);
        return code.op == given.op && code.aux == given.aux && code.scope == given.scope &&
               code.a == given.a && code.b == given.b && code.c == given.c &&
               code.imm == given.imm && other.denominator == type.denominator &&
               other.base == type.base && other.scale == type.scale &&
               std::equal(own.begin(), own.end(), args.begin(), args.end());
    });
    if (slot.r != kNoRegister) return slot.r;
    Instruction instruction = given;
    instruction.args = static_cast<std::int32_t>(program_.args.size());
    instruction.arg_count = static_cast<std::int32_t>(args.size());
    program_.args.insert(program_.args.end(), args.begin(), args.end());
    return add(slot, hash.value, instruction, type, readings);
}

Register Builder::emit(Op op, const Type& type, std::array<Register, 3> operands, std::int64_t imm,
                       std::uint8_t aux, std::vector<Register> args) {
    const auto each = [&](auto apply) {
        for (Register& r : operands) {
            if (r != kNoRegister) apply(r);
        }
        for (Register& r : args) apply(r);
    };
    int scope = 0;
    std::uint64_t readings = 0;
    bool constants = true;
    each([&](Register r) {
        readings |= readings_of(r);
        if (is_constant(r)) return;
        constants = false;
        if (is_below(scope_of(r), scope)) scope = scope_of(r);
    });
    each([&](Register& r) {
        // The compiler opens each loop below those around it, so that no two operands are
        // strangers.
        assert(is_constant(r) || is_below(scope, scope_of(r)));
        r = lift(r, scope);
    });
    Instruction instruction;
    instruction.op = op;
    instruction.aux = aux;
    instruction.scope = static_cast<std::uint16_t>(scope);
    instruction.a = operands[0];
    instruction.b = operands[1];
    instruction.c = operands[2];
    instruction.imm = imm;
    const bool fold = constants && is_pure(op) && !type.bounds && op != Op::by;
    const Register r = append(instruction, type, args, readings);
    return fold ? fold_constants(r) : r;
}

// Computes an instruction whose operands are constants; the instruction itself is left unused.
Register Builder::fold_constants(Register r) {
    arena_.reset();
    // Only the operands' columns are read.
    if (columns_.size() < static_cast<std::size_t>(r)) columns_.resize(program_.code.size());
    const Instruction instruction = program_.code[r];
    bool doubt = false;
    std::int32_t cause = -1;
    const auto load = [&](Register operand) {
        if (operand == kNoRegister) return;
        const Constant& value = *constant_of(operand);
        if (value.state == Constant::State::unknown) {
            doubt = true;
            cause = value.cause;
        }
        columns_[operand] = constant_column(arena_, value, program_.types[operand]);
    };
    load(instruction.a);
    load(instruction.b);
    load(instruction.c);
    for (std::int32_t i = 0; i < instruction.arg_count; ++i)
        load(program_.args[instruction.args + i]);
    const Column result = execute(arena_, portable_lanes(), program_, r, columns_, 1);
    Constant value;
    const Type type = program_.types[r];
    if (result.is_fault(0)) {
        value.state = Constant::State::fault;
    } else if (!result.is_known(0)) {
        // Several causes may meet here; the instruction is kept, so that all of them are found.
        if (doubt) return r;
        value.state = Constant::State::unknown;
        value.cause = cause;
    } else if (type.base == Base::truth) {
        value.number = bit(result.truths, 0) ? 1 : 0;
    } else if (type.base == Base::text) {
        value.text = std::string(result.texts[0]);
    } else {
        value.number = result.numbers[0];
        if (type.denominator == Type::kVaries) value.second = result.seconds[0];
    }
    return constant(type, std::move(value));
}

Register Builder::and_(Register a, Register b) {
    if (const auto left = settled(a)) return *left ? b : a;
    if (const auto right = settled(b)) return *right ? a : b;
    if (a == b) return a;
    return emit(Op::and_, Type{Base::truth}, {a, b, kNoRegister});
}

Register Builder::or_(Register a, Register b) {
    if (const auto left = settled(a)) return *left ? a : b;
    if (const auto right = settled(b)) return *right ? b : a;
    if (a == b) return a;
    return emit(Op::or_, Type{Base::truth}, {a, b, kNoRegister});
}

Register Builder::not_(Register a) {
    return emit(Op::not_, Type{Base::truth}, {a, kNoRegister, kNoRegister});
}

Register Builder::leaf(Op op, const Type& type, int scope, std::int64_t imm,
                       std::uint64_t readings) {
    Instruction instruction;
    instruction.op = op;
    instruction.scope = static_cast<std::uint16_t>(scope);
    instruction.imm = imm;
    return append(instruction, type, {}, readings);
}

Register Builder::fold(Op op, const Type& type, int child, std::array<Register, 3> operands,
                       std::vector<Register> args) {
    const int parent = program_.scopes[child].parent;
    std::uint64_t readings = 0;
    for (Register& r : operands) {
        if (r == kNoRegister) continue;
        r = lift(r, child);
        readings |= readings_of(r);
    }
    for (Register& r : args) {
        r = lift(r, parent);
        readings |= readings_of(r);
    }
    Instruction instruction;
    instruction.op = op;
    instruction.scope = static_cast<std::uint16_t>(parent);
    instruction.a = operands[0];
    instruction.b = operands[1];
    instruction.c = operands[2];
    instruction.imm = child;
    return append(instruction, type, args, readings);
}

int Builder::scope(int parent, int table, int owner) {
    for (std::size_t i = 1; i < program_.scopes.size(); ++i) {
        const Scope& known = program_.scopes[i];
        if (known.parent == parent && known.table == table && known.owner == owner)
            return static_cast<int>(i);
    }
    const int depth = program_.scopes[parent].depth + 1;
    if (depth > kMaxScopeDepth) return -1;
    program_.scopes.push_back({parent, table, depth, owner});
    return static_cast<int>(program_.scopes.size()) - 1;
}

}  // namespace bajigong::language
