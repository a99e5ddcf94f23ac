// What the texts leave open or their authors did not read, by rule.
#include "decision/render.hpp"
#include "decision/render_rule_data.hpp"
#include "decision/render_rule_version.hpp"

namespace bajigong {

namespace {

bool is_gap(const language::Cause& cause) {
    return cause.kind == language::CauseKind::unseen || cause.kind == language::CauseKind::pending;
}

class OpenMatters {
   public:
    OpenMatters(const Rulebooks::Impl& rulebooks, const Rule& rule, const Words& words)
        : rule_(rule), words_(words), sources_(rulebooks, words) {}

    std::string run() {
        std::vector<const Version*> versions;
        for (const Version& version : rule_.versions) versions.push_back(&version);
        const RuleData data(words_, sources_, rule_, versions);
        std::string out =
            words_.label(rule_.title) + words_.in(" (", "（") + rule_.id + words_.in(")\n", "）\n");
        const std::size_t head = out.size();
        section(out, words_.in("Open questions", "文件没有明确的问题"), data.readings());
        section(out, words_.in("Not read, or left to a later document", "没有读到或待后续文件规定"),
                gaps());
        section(out,
                words_.in("To be brought by the user, or with gaps", "由使用方提供或有缺项的资料"),
                data.gaps());
        section(out, words_.in("Resting on weak evidence", "依据较弱"), weak());
        section(out, words_.in("Sources", "依据"), sources_.list());
        if (out.size() == head) out += words_.in("  nothing is open\n", "  没有未定事项\n");
        return out;
    }

   private:
    static void section(std::string& out, const char* heading, const std::string& text) {
        if (!text.empty()) out += std::string(" ") + heading + "\n" + text;
    }

    std::string line(const std::string& what, const language::Cause& cause) const {
        return "  " + what + words_.in(": ", "：") +
               (cause.kind == language::CauseKind::unseen
                    ? words_.in("not read: ", "没有读到：")
                    : words_.in("left to a later document: ", "待后续文件规定：")) +
               text::printable(cause.why) + '\n';
    }

    std::string gaps() const {
        std::string out;
        if (rule_.payee_open) out += line(words_.in("payee", "支付对象"), *rule_.payee_open);
        if (rule_.fund && rule_.fund->open) {
            out += line(words_.in("fund", "资金渠道"), *rule_.fund->open);
        }
        for (const Version& version : rule_.versions) {
            const std::string days = version_days(words_, *rule_.book, version);
            if (version.kind == Version::Kind::open) out += line(days, version.open);
            for (const language::Cause& cause : version.program.causes) {
                if (is_gap(cause)) {
                    out += line(days + words_.in(", ", "，") + cause.name, cause);
                }
            }
            for (const ResultStep& result : version.results) {
                if (result.open && is_gap(*result.open) && result.expression.empty())
                    out += line(days + words_.in(", ", "，") + result.id, *result.open);
            }
            for (const Step& step : version.steps) {
                if (step.fund && step.fund->open) {
                    out += line(days + words_.in(", fund of ", "，资金渠道，") + step.id,
                                *step.fund->open);
                }
            }
        }
        return out;
    }

    // Instruments of the versions that were not read in full from their issuer, and clauses that
    // say of themselves that they rest on less.
    std::string weak() {
        std::string out;
        std::set<std::string> told;
        for (const Version& version : rule_.versions) {
            const Instrument* instrument = rule_.book->instrument(version.instrument);
            const bool read = instrument == nullptr ||
                              (instrument->evidence == Evidence::official && !instrument->in_part);
            if (!read && told.insert(instrument->key).second) {
                out += "  " + sources_.title(*rule_.book, instrument->key) + words_.in(": ", "：") +
                       words_.evidence(instrument->evidence) +
                       (instrument->in_part ? words_.in("; in part", "；只读到部分内容") : "") +
                       '\n';
            }
        }
        for (const Version& version : rule_.versions) {
            const auto note = [&](const Entry& entry) {
                if (!entry.basis.evidence || *entry.basis.evidence == Evidence::official) return;
                const std::string text =
                    entry.text.zh.empty() ? entry.id : words_.label(entry.text);
                out += "  " + version_days(words_, *rule_.book, version) + words_.in(", ", "，") +
                       text + words_.in(": ", "：") + words_.evidence(*entry.basis.evidence) + '\n';
            };
            for (const Clause& clause : version.clauses) note(clause);
            for (const Limit& limit : version.limits) note(limit);
            for (const Let& let : version.lets) note(let);
            for (const Step& step : version.steps) note(step);
            for (const ResultStep& result : version.results) note(result);
        }
        return out;
    }

    const Rule& rule_;
    const Words& words_;
    Sources sources_;
};

}  // namespace

std::string render_readings(const Rulebooks::Impl& rulebooks, Language language) {
    const Words words(rulebooks.vocabulary, language);
    std::string out;
    for (const Rulebook& book : rulebooks.books) {
        for (const Rule& rule : book.rules) {
            out += (out.empty() ? "" : "\n") + OpenMatters(rulebooks, rule, words).run();
        }
    }
    return out;
}

}  // namespace bajigong
