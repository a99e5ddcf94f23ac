// Why a value is unknown: the facts, supplied data, unseen and pending texts and events it rests
// on.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

#include "engine/machine.hpp"
#include "language/environment.hpp"

namespace bajigong::engine {

// A cause by the place of its words, which stand in the rulebooks or in what the host brought.
struct CauseView {
    language::CauseKind kind = language::CauseKind::facts;
    const std::string* name = nullptr;
    const std::string* why = nullptr;

    CauseView(language::CauseKind kind, const std::string& name, const std::string& why = none())
        : kind(kind), name(&name), why(&why) {}
    // A view of words that go away with the statement.
    CauseView(language::CauseKind kind, std::string&& name) = delete;
    CauseView(const language::Cause& cause)  // NOLINT: a view of it, as string_view is of a string
        : CauseView(cause.kind, cause.name, cause.why) {}

    // By what it says, not by where that stands.
    std::strong_ordering operator<=>(const CauseView& other) const;
    bool operator==(const CauseView& other) const { return (*this <=> other) == 0; }

   private:
    static const std::string& none();
};

// "facts", "readings" and so on, as decisions name it.
std::string_view name(language::CauseKind kind);

// A set of causes, in order. Copies no words, so that a case asks for no memory where few are
// found.
class Causes {
   public:
    void insert(const CauseView& cause);
    void insert(const Causes& causes) {
        for (const CauseView& cause : causes.views_) insert(cause);
    }
    std::vector<CauseView>::const_iterator begin() const { return views_.begin(); }
    std::vector<CauseView>::const_iterator end() const { return views_.end(); }
    bool empty() const { return views_.empty(); }

   private:
    std::vector<CauseView> views_;
};

// Adds to `causes` what keeps register `r` from being known in `row` of its scope: the leaves of
// every unknown operand that could still change the result. Nothing where the value is known or a
// fault.
void collect_causes(const Machine& machine, const language::Environment& names,
                    language::Register r, std::size_t row, Causes& causes);

}  // namespace bajigong::engine
