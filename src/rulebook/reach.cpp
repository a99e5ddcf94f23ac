// Abstract running of a program: each truth as the set of what it may be.
#include "rulebook/reach.hpp"

namespace bajigong {

namespace {

using language::Op;
using language::Register;

class Walk {
   public:
    Walk(const language::Program& program, std::span<const Supposed> supposed)
        : program_(program), supposed_(supposed), all_(program.code.size()) {}

    std::vector<Reach> run() {
        for (std::size_t r = 0; r < all_.size(); ++r) {
            step(r);
            if (program_.types[r].base != Base::truth) continue;
            const auto value = given(static_cast<Register>(r));
            if (value) all_[r] = {*value != 0, *value == 0};
        }
        return std::move(all_);
    }

   private:
    const Reach& of(Register r) const { return all_[static_cast<std::size_t>(r)]; }

    std::optional<std::int64_t> given(Register r) const {
        for (const Supposed& one : supposed_) {
            if (one.r == r) return one.value;
        }
        return std::nullopt;
    }

    std::optional<std::int64_t> number(Register r) const {
        if (const auto value = given(r)) return value;
        const language::Instruction& code = program_.code[static_cast<std::size_t>(r)];
        if (code.op == Op::broadcast) return number(code.a);
        if (code.op != Op::constant) return std::nullopt;
        const language::Constant& constant = program_.constants[static_cast<std::size_t>(code.imm)];
        if (constant.state != language::Constant::State::known) return std::nullopt;
        return constant.number;
    }

    // A value that the text leaves open, or that nobody read.
    bool open(Register r) const {
        const language::Instruction& code = program_.code[static_cast<std::size_t>(r)];
        if (code.op == Op::broadcast) return open(code.a);
        if (code.op != Op::constant) return false;
        const language::Constant& constant = program_.constants[static_cast<std::size_t>(code.imm)];
        return constant.state == language::Constant::State::unknown;
    }

    template <class F>
    void compare(std::size_t r, F holds) {
        const language::Instruction& code = program_.code[r];
        const auto a = number(code.a);
        const auto b = number(code.b);
        if (open(code.a) || open(code.b)) all_[r] = {false, false};
        if (a && b) all_[r] = {holds(*a, *b), !holds(*a, *b)};
    }

    void step(std::size_t r) {
        const language::Instruction& code = program_.code[r];
        switch (code.op) {
            case Op::constant: {
                if (program_.types[r].base != Base::truth) break;
                const language::Constant& constant =
                    program_.constants[static_cast<std::size_t>(code.imm)];
                const bool known = constant.state == language::Constant::State::known;
                all_[r] = {known && constant.number != 0, known && constant.number == 0};
                break;
            }
            case Op::and_:
                all_[r] = {of(code.a).yes && of(code.b).yes, of(code.a).no || of(code.b).no};
                break;
            case Op::or_:
                all_[r] = {of(code.a).yes || of(code.b).yes, of(code.a).no && of(code.b).no};
                break;
            case Op::not_: all_[r] = {of(code.a).no, of(code.a).yes}; break;
            case Op::select: {
                if (program_.types[r].base != Base::truth) break;
                const Reach& c = of(code.a);
                const Reach& x = of(code.b);
                const Reach& y = of(code.c);
                all_[r] = {(c.yes && x.yes) || (c.no && y.yes), (c.yes && x.no) || (c.no && y.no)};
                break;
            }
            case Op::equal:
                compare(r, [](std::int64_t a, std::int64_t b) { return a == b; });
                break;
            case Op::less: compare(r, [](std::int64_t a, std::int64_t b) { return a < b; }); break;
            case Op::less_equal:
                compare(r, [](std::int64_t a, std::int64_t b) { return a <= b; });
                break;
            case Op::text_equal:
            case Op::exact_equal:
            case Op::exact_less:
            case Op::exact_less_equal:
            case Op::bounds_equal:
            case Op::bounds_less:
            case Op::bounds_less_equal:
                if (open(code.a) || open(code.b)) all_[r] = {false, false};
                break;
            default: break;
        }
    }

    const language::Program& program_;
    std::span<const Supposed> supposed_;
    std::vector<Reach> all_;
};

}  // namespace

std::vector<Reach> reach(const language::Program& program, std::span<const Supposed> supposed) {
    return Walk(program, supposed).run();
}

void suppose(const language::Program& program, Register truth, bool value,
             std::vector<Supposed>& supposed) {
    supposed.push_back({truth, value ? 1 : 0});
    const language::Instruction& code = program.code[static_cast<std::size_t>(truth)];
    if (code.op == Op::not_) suppose(program, code.a, !value, supposed);
    if (code.op == Op::equal && value) {
        // What equals one constant equals no other.
        for (const auto& [x, other] : {std::pair(code.a, code.b), std::pair(code.b, code.a)}) {
            const language::Instruction& of = program.code[static_cast<std::size_t>(other)];
            if (of.op != Op::constant) continue;
            const language::Constant& constant =
                program.constants[static_cast<std::size_t>(of.imm)];
            if (constant.state == language::Constant::State::known)
                supposed.push_back({x, constant.number});
        }
    }
    if ((code.op == Op::and_ && value) || (code.op == Op::or_ && !value)) {
        suppose(program, code.a, value, supposed);
        suppose(program, code.b, value, supposed);
    }
}

}  // namespace bajigong
