// Lint: one function a warning.
#include "rulebook/lint.hpp"

#include <algorithm>
#include <set>

#include "rulebook/lint_version.hpp"

namespace bajigong {

namespace {

using language::Instruction;
using language::Op;
using language::Program;

class Lint {
   public:
    std::vector<Problem> run(const Rulebooks::Impl& set) {
        for (const Rulebook& book : set.books) {
            unused_instruments(book);
            unlisted_places(set, book);
            for (const Rule& rule : book.rules) {
                uncovered_days(rule);
                for (const Version& version : rule.versions) {
                    settled_clauses(version);
                    truncated_divisions(version);
                    tautologies(version);
                    lint_version(rule, version, warnings_);
                }
            }
        }
        return std::move(warnings_);
    }

   private:
    void warn(const char* code, const Place& place, std::vector<std::string> args) {
        warnings_.push_back({code, place, std::move(args), Severity::warning});
    }

    // Days between two versions of which the rulebook says nothing.
    void uncovered_days(const Rule& rule) {
        for (std::size_t i = 1; i < rule.versions.size(); ++i) {
            const VersionDay& ended = rule.versions[i - 1].until;
            const VersionDay& begins = rule.versions[i].from;
            if (ended.reading >= 0 || begins.reading >= 0 || ended.day.is_never()) continue;
            if (begins.day.days > ended.day.days + 1) {
                warn("L001", rule.versions[i].place,
                     {rule.id, Date{ended.day.days + 1}.text(), Date{begins.day.days - 1}.text()});
            }
        }
    }

    // Clauses whose truth is known without any fact.
    void settled_clauses(const Version& version) {
        for (const Clause& clause : version.clauses) {
            if (clause.truth == language::kNoRegister || clause.kind != Clause::Kind::leaf)
                continue;
            const Instruction& code = version.program.code[clause.truth];
            if (code.op != Op::constant) continue;
            if (version.program.constants[code.imm].state != language::Constant::State::known)
                continue;
            warn("L002", clause.place, {clause.id});
        }
    }

    // A quotient of whole numbers that meets a ratio was probably meant to be exact.
    void truncated_divisions(const Version& version) {
        const Program& program = version.program;
        for (std::size_t r = 0; r < program.code.size(); ++r) {
            const Instruction& code = program.code[r];
            if (code.op != Op::multiply && code.op != Op::exact_multiply &&
                code.op != Op::exact_divide)
                continue;
            for (const language::Register operand : {code.a, code.b}) {
                if (operand == language::kNoRegister || program.code[operand].op != Op::divide)
                    continue;
                const Base base = program.types[r].base;
                if (base == Base::money || base == Base::ratio) warn("L003", version.place, {});
            }
        }
    }

    // x || !x is unknown while x is; it was probably meant to be true.
    void tautologies(const Version& version) {
        const Program& program = version.program;
        for (const Instruction& code : program.code) {
            if (code.op != Op::or_ && code.op != Op::and_) continue;
            const auto negates = [&](language::Register x, language::Register y) {
                return program.code[x].op == Op::not_ && program.code[x].a == y;
            };
            if (negates(code.a, code.b) || negates(code.b, code.a)) warn("L004", version.place, {});
        }
    }

    // Calls `see` with everything in a rulebook that cites.
    template <class F>
    static void each_basis(const Rulebook& book, F see) {
        see(book.calendar_basis);
        for (const auto* shapes : {&book.tables, &book.params, &book.lists}) {
            for (const SuppliedShape& shape : *shapes) see(shape.basis);
        }
        for (const Reading& reading : book.readings) {
            for (const ReadingOption& option : reading.options) see(option.basis);
        }
        for (const Rule& rule : book.rules) {
            see(rule.override_basis);
            see(rule.implements_basis);
            if (rule.automatic) see(*rule.automatic);
            for (const Version& version : rule.versions) {
                see(version.basis);
                for (const Clause& clause : version.clauses) see(clause.basis);
                for (const Let& let : version.lets) see(let.basis);
                for (const Limit& limit : version.limits) see(limit.basis);
                for (const Step& step : version.steps) see(step.basis);
                for (const ResultStep& result : version.results) see(result.basis);
            }
        }
    }

    // Places that an instrument whose articles are listed does not have.
    void unlisted_places(const Rulebooks::Impl& set, const Rulebook& book) {
        std::set<std::string> told;
        each_basis(book, [&](const Basis& basis) {
            for (const Citation& cite : basis.cites) {
                const auto other =
                    std::find_if(set.books.begin(), set.books.end(),
                                 [&](const Rulebook& b) { return b.id == cite.rulebook; });
                const Instrument* instrument =
                    other == set.books.end() ? nullptr : other->instrument(cite.instrument);
                if (instrument == nullptr || instrument->articles.empty()) continue;
                const auto& articles = instrument->articles;
                const bool listed =
                    std::find(articles.begin(), articles.end(), cite.place) != articles.end();
                const std::string name = cite.instrument + " " + cite.place;
                if (listed || !told.insert(name).second) continue;
                warn("L011", {book.file, 0, 0, "/instruments/" + cite.instrument},
                     {cite.instrument, cite.place});
            }
        });
    }

    void unused_instruments(const Rulebook& book) {
        std::vector<std::string> cited;
        each_basis(book, [&](const Basis& basis) {
            for (const Citation& cite : basis.cites) {
                if (cite.rulebook == book.id) cited.push_back(cite.instrument);
            }
        });
        for (const Rule& rule : book.rules) {
            for (const Version& version : rule.versions) cited.push_back(version.instrument);
        }
        if (book.rules.empty()) return;  // general law, cited by others
        for (const Instrument& instrument : book.instruments) {
            if (std::find(cited.begin(), cited.end(), instrument.key) == cited.end()) {
                warn("L005", {book.file, 0, 0, "/instruments/" + instrument.key}, {instrument.key});
            }
        }
    }

    std::vector<Problem> warnings_;
};

}  // namespace

std::vector<Problem> lint(const Rulebooks::Impl& set) { return Lint().run(set); }

}  // namespace bajigong
