// Why a decision is what it is, for a reader: what refuses, what is missing, what each answer to an
// open question would give.
#pragma once

#include "decision/render_text_sources.hpp"

namespace bajigong {

class ReasonsText {
   public:
    ReasonsText(const Decision::Impl& decision, const Words& words, const Sources& sources)
        : decision_(decision), words_(words), sources_(sources) {}

    // The deciding clause or limit with its source in full; empty if there is none.
    std::string deciding(const ShownVersion& shown) const;
    // What is not known, a line each.
    std::string causes(const std::vector<DecisionCause>& causes) const;
    // One cause, with what kind it is: "missing fact: day of issue (certificate.issued_on)".
    std::string cause_line(const DecisionCause& cause) const {
        return cause_line(cause, *decision_.decided->book);
    }
    // The same of a rule that was asked, whose rulebook is `book`.
    std::string cause_line(const DecisionCause& cause, const Rulebook& book) const;
    // Open questions with the outcome of each answer.
    std::string alternatives() const;
    // The words of the clause that decided another rule's answer; empty if none did.
    std::string clause_of(const Answer& answer) const;
    // The paths that are open in the first group of which any one suffices.
    std::string paths(const ShownVersion& shown) const;
    // The readings that were chosen, and by whom.
    std::string chosen() const;

   private:
    std::string cause(const DecisionCause& cause) const;
    std::string fact(const std::string& path) const;
    std::string supplied(const std::string& name) const;
    std::string waiting(const std::string& id) const;
    std::string fault(const DecisionCause& cause) const;
    std::string option(const ReadingChoice& choice) const;
    std::string outcome(const Alternative& alternative) const;
    const Entry* find(const std::string& id) const;

    const Decision::Impl& decision_;
    const Words& words_;
    const Sources& sources_;
};

}  // namespace bajigong
