// Compiles expressions into a program: resolves names, checks types, emits instructions.
//
// One compiler serves all expressions of one program, so that what they share is computed once.
// Errors are thrown as Failure (X…) with line, column and what was expected. Literal lists and maps
// exist only while compiling: their elements are registers, and operations on them are unrolled.
// Lists of facts exist only inside an aggregate.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "language/builder.hpp"
#include "language/environment.hpp"
#include "language/operand.hpp"
#include "language/tree.hpp"

namespace bajigong::language {

// A literal list or map may hold this many values, those of lists within it included.
inline constexpr std::size_t kMaxUnrolled = 1000;
// One expression may cost this many steps to compile: its nodes, once its loops over literal lists
// are unrolled.
inline constexpr std::size_t kMaxSteps = 100'000;
// `each` fields may rest on one another this deep.
inline constexpr int kMaxFieldDepth = 20;

class Compiler {
   public:
    Compiler(const Environment& environment, Program& program);

    // The value of `tree`, which must be of type `wanted` (any scale value or unknown takes that
    // type).
    Register compile(const Tree& tree, const Type& wanted);
    // The value of `tree`, of whatever type.
    Operand compile(const Tree& tree);
    // The value of `tree`, of whatever type but a list: a value, or an unknown.
    Operand compile_value(const Tree& tree);

    // Names a value for later expressions.
    void define(std::string name, Operand operand);
    bool is_defined(std::string_view name) const { return names_.contains(name); }
    // A fact of which not even the type is known: it takes the type that its use demands.
    void define_unknown(std::string path) { untyped_.push_back(std::move(path)); }
    // A further field of every element of a record list: compiled anew for each loop that asks for
    // it.
    void define_field(std::string list, std::string field, std::string variable, Tree tree);

    // Opens a loop over a record list of the case: `variable` names its elements until `close`.
    // Returns its scope.
    int open(std::string_view list, const std::string& variable, const Tree& at);
    // Binds `variable` to this claim instead.
    void open_claim(const std::string& variable, std::shared_ptr<const ClaimRecord> claim);
    void close() { variables_.pop_back(); }

    // Whose unknowns `unseen` and `pending` are: the id of the step or clause being compiled.
    void set_owner(std::string owner) { owner_ = std::move(owner); }
    // Names that were used, for finding what nothing uses.
    struct Uses {
        std::vector<bool> tables, params, lists, readings;
        std::map<std::string, int, std::less<>> names;
    };
    const Uses& uses() const { return uses_; }
    Builder& builder() { return builder_; }

    // Equality and rounding for the rulebook layer.
    Register round(Register money, std::int64_t unit_fen, std::uint8_t rounding);

   private:
    friend class Functions;
    struct Variable {
        std::string name;
        Operand operand;
    };

    // Sets something back when the scope is left, also by a Failure.
    template <class T>
    class Restored {
       public:
        Restored(T& variable, T value) : variable_(variable), before_(std::move(variable)) {
            variable = std::move(value);
        }
        ~Restored() { variable_ = std::move(before_); }
        Restored(const Restored&) = delete;
        Restored& operator=(const Restored&) = delete;

       private:
        T& variable_;
        T before_;
    };

    [[noreturn]] void fail(std::string code, const Node& at,
                           std::vector<std::string> args = {}) const;
    void spend(std::size_t steps, const Node& at);
    // A value that can stand in a literal list or map, or be an element on the way to an aggregate.
    Operand element(Operand operand, const Node& at) const;
    std::string describe(const Operand& operand) const;
    std::string describe(const Type& type) const;

    // What stands outside the program may read these registers.
    void ask_for(const Operand& operand);
    Operand visit(const Node& node);
    Operand visit_name(const Node& node);
    Operand visit_select(const Node& node);
    Operand visit_index(const Node& node);
    Operand visit_call(const Node& node);
    Operand visit_method(const Node& node);
    Operand visit_binary(const Node& node);
    Operand visit_conditional(const Node& node);
    Operand visit_literal_list(const Node& node);
    Operand visit_literal_map(const Node& node);

    // Names and paths.
    std::optional<Operand> find_path(std::string_view path, int table, int scope);
    Operand member(const Operand& base, const std::string& name, const Node& at);
    struct Field {
        std::string list, name, variable;
        Tree tree;
    };
    Operand field_value(const Field& field, const Operand& record, const Node& at);
    Operand element_field(const Operand& record, const std::string& name, const Node& at);
    Operand reading_option(const Operand& choice, const Operand& option, const Node& at);
    [[noreturn]] void no_such(std::string_view kind, const std::string& name,
                              const std::vector<std::string>& names, const Node& at) const;
    [[noreturn]] void unknown_name(const std::string& name, const Node& at);
    int current_scope() const;
    int scope_of(const Operand& operand) const;

    // Types.
    Operand resolve(Operand operand, const Node& at);  // a value, or list or map of values
    Register as(const Operand& operand, const Type& wanted, const Node& at);
    Register as_truth(const Operand& operand, const Node& at) {
        return as(operand, Type{Base::truth}, at);
    }
    Register as_date(const Operand& operand, const Node& at) {
        return as(operand, Type{Base::date}, at);
    }
    Register as_integer(const Operand& operand, const Node& at) {
        return as(operand, Type{Base::integer}, at);
    }
    void unify(Operand& left, Operand& right, const Node& at);
    Operand truth(Register r) const { return Operand::value(r, Type{Base::truth}); }

    // Bounds.
    Register plain(Register r);  // bounds that agree, as a number
    Operand plain(const Operand& value);
    Operand with_bounds(const Operand& value);
    void settle_bounds(Operand& left, Operand& right);
    std::optional<Operand> bounds_arithmetic(std::string_view sign, Operand left, Operand right);
    std::optional<Operand> bounds_product(const Operand& left, const Operand& right);
    std::optional<Operand> bounds_quotient(const Operand& left, const Operand& right);

    // Operators.
    Register equals(Operand left, Operand right, const Node& at);
    Operand compare(std::string_view sign, Operand left, Operand right, const Node& at);
    Operand arithmetic(std::string_view sign, Operand left, Operand right, const Node& at);
    Operand exact_arithmetic(std::string_view sign, const Operand& left, const Operand& right,
                             const Node& at);
    Register contains(const Operand& element, const Operand& container, const Node& at);
    Operand select(Register condition, Operand yes, Operand no, const Node& at);
    Register rescale(Register r, std::int64_t denominator);

    // Loops.
    Operand macro(const Node& node, const Operand& receiver);
    Operand macro_over_items(const Node& node, const std::vector<Operand>& items);
    Operand macro_over_stream(const Node& node, const Stream& stream);
    Operand macro_over_unknown(const Node& node, const Operand& receiver);
    Register exactly_one(const std::vector<Register>& truths);
    Operand with_variable(const std::string& name, Operand value, const Node& body);
    Operand count(const Operand& operand, const Node& at);
    Operand sum(const Operand& operand, const Node& at);
    Operand extreme(bool maximum, std::vector<Operand> items, const Node& at);
    Operand lesser_or_greater(bool maximum, Operand a, Operand b, const Node& at);
    Operand extreme_of_stream(bool maximum, const Stream& stream, const Node& at);
    void check_ordered(const Type& type, const Node& at) const;
    Register predicate_of(const Stream& stream);
    Operand make_stream(int table, int owner, const Node& at);

    // Calendar.
    Register calendar(const CalendarChoice& choice, const Node& at);
    Register month_end(const Node& at) { return calendar(environment_.calendar.month_end, at); }
    Register last_day_counts(const Node& at) {
        return calendar(environment_.calendar.last_day, at);
    }

    const Environment& environment_;
    const Vocabulary& vocabulary_;
    Builder builder_;
    std::map<std::string, Operand, std::less<>> names_;
    std::vector<Field> fields_;
    std::vector<Variable> variables_;
    std::vector<std::string> untyped_;
    std::string owner_;
    Uses uses_;
    const Where* where_ = nullptr;
    std::size_t steps_ = 0;
    int field_depth_ = 0;
};

}  // namespace bajigong::language
