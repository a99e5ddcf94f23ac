// Loading a set of rulebooks: files in byte order, the vocabulary first, everything checked before
// anything is kept.
#include "rulebook/set.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "language/execute.hpp"
#include "rulebook/lint.hpp"
#include "rulebook/loader_rule.hpp"
#include "rulebook/member_lists.hpp"
#include "rulebook/reads.hpp"

namespace bajigong {

namespace {

namespace fs = std::filesystem;
constexpr std::size_t kMaxFileBytes = std::size_t{16} << 20;
constexpr std::size_t kMaxFiles = 10'000;
constexpr int kMaxFolderDepth = 16;

bool is_rulebook_name(const std::string& name) {
    return name.ends_with(".json") && !name.ends_with(".cases.json") &&
           !name.ends_with(".schema.json");
}

bool is_vocabulary_name(const std::string& path) {
    return path == "vocabulary.json" || path.ends_with("/vocabulary.json");
}

void collect(const fs::path& folder, int depth, std::vector<std::string>& files) {
    if (depth > kMaxFolderDepth) throw Failure(Problem{"R070", {folder.string(), 0, 0, ""}, {}});
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        const fs::file_status status = it->symlink_status();
        if (fs::is_directory(status)) {
            collect(it->path(), depth + 1, files);
        } else if (fs::is_regular_file(status) &&
                   is_rulebook_name(it->path().filename().string())) {
            files.push_back(it->path().generic_string());
        }
        if (files.size() > kMaxFiles)
            throw Failure(Problem{"R070", {folder.string(), 0, 0, ""}, {}});
    }
    if (error) throw Failure(Problem{"R071", {folder.string(), 0, 0, ""}, {}});
}

class SetLoader {
   public:
    std::shared_ptr<Rulebooks::Impl> run(const std::map<std::string, std::string>& files) {
        read_vocabulary(files);
        for (const auto& [name, bytes] : files) {
            if (!is_vocabulary_name(name)) read_envelope(name, bytes);
        }
        for (const Part& part : parts_) declare_answers(part.document.root, impl_->vocabulary);
        // Every rulebook's own facts are known now. A rulebook whose envelope is broken is read no
        // further, so that one fault is not told twice; nor are sets with faults checked together.
        for (Part& part : parts_) {
            if (part.sound) part.loader->read_rules();
        }
        if (problems_.empty()) check_together();
        if (!problems_.empty()) throw Failure(without_repeats());
        const auto constants = std::make_shared<Arena>();
        for (Rulebook& book : impl_->books) {
            for (Rule& rule : book.rules) {
                language::prepare(rule.selector, constants);
                for (Version& version : rule.versions)
                    language::prepare(version.program, constants);
            }
        }
        return impl_;
    }

   private:
    struct Part {
        text::JsonDocument document;
        Rulebook* book = nullptr;
        bool sound = false;
        std::unique_ptr<Loader> loader;
    };

    // A field compiled for every loop that asks for it tells its fault as often.
    std::vector<Problem> without_repeats() {
        std::vector<Problem> kept;
        std::set<std::string> seen;
        for (Problem& problem : problems_) {
            if (seen.insert(problem.text(Language::en)).second) kept.push_back(std::move(problem));
        }
        return kept;
    }

    static text::JsonLimits limits() {
        text::JsonLimits limits;
        limits.comments = true;
        return limits;
    }

    void read_vocabulary(const std::map<std::string, std::string>& files) {
        std::vector<std::string> found;
        for (const auto& [name, bytes] : files) {
            if (is_vocabulary_name(name)) found.push_back(name);
        }
        if (found.size() != 1) {
            throw Failure(Problem{
                found.empty() ? "R072" : "R073", {found.empty() ? "" : found[1], 0, 0, ""}, {}});
        }
        const text::JsonDocument document =
            text::parse_json(files.at(found[0]), found[0], limits());
        impl_->vocabulary.add(document, document.root, problems_);
        if (!problems_.empty()) throw Failure(std::move(problems_));
    }

    void read_envelope(const std::string& name, const std::string& bytes) {
        const std::size_t before = problems_.size();
        Part& part = parts_.emplace_back();
        part.book = &impl_->books.emplace_back();
        part.loader =
            std::make_unique<Loader>(part.document, *part.book, impl_->vocabulary, problems_);
        try {
            part.document = text::parse_json(bytes, name, limits());
        } catch (const Failure& failure) {
            problems_.insert(problems_.end(), failure.problems().begin(), failure.problems().end());
            return;
        }
        part.loader->read_envelope();
        if (const text::Json* facts = part.document.root.find("facts"); facts != nullptr) {
            impl_->vocabulary.add_facts(part.document, *facts, problems_);
        }
        part.sound = problems_.size() == before;
    }

    void check_together() {
        std::map<std::string, const Rulebook*> ids;
        for (Part& part : parts_) {
            if (part.book->id.empty()) continue;
            if (!ids.emplace(part.book->id, part.book).second) {
                problem("R074", {part.document.file, 1, 0, "/id"}, {part.book->id});
            }
        }
        for (Part& part : parts_) {
            for (const Loader::Foreign& foreign : part.loader->foreign()) {
                const auto book = ids.find(foreign.citation.rulebook);
                if (book == ids.end() ||
                    book->second->instrument(foreign.citation.instrument) == nullptr) {
                    problem("R075", foreign.place,
                            {foreign.citation.rulebook + ":" + foreign.citation.instrument});
                }
            }
            for (Rule& rule : part.book->rules) {
                rule.book = part.book;
                if (!impl_->rules.emplace(rule.id, &rule).second)
                    problem("R076", rule.place, {rule.id});
            }
        }
        for (Part& part : parts_) {
            for (const Rule& rule : part.book->rules) {
                if (rule.overrides.empty()) continue;
                const auto found = impl_->rules.find(rule.overrides);
                if (found == impl_->rules.end() || found->second == &rule ||
                    !found->second->overrides.empty()) {
                    problem("R077", rule.place, {rule.overrides});
                    continue;
                }
                // The set is still ours to change.
                const_cast<Rule*>(found->second)->overridden_by.push_back(&rule);
            }
        }
        // The most local decides first, of equals the first by path.
        for (Part& part : parts_) {
            for (Rule& rule : part.book->rules) {
                std::stable_sort(rule.overridden_by.begin(), rule.overridden_by.end(),
                                 [](const Rule* a, const Rule* b) {
                                     return locality(*a->book) > locality(*b->book);
                                 });
            }
        }
        for (Part& part : parts_) {
            for (Rule& rule : part.book->rules) {
                find_asked(rule);
                find_frame(rule);
            }
        }
        if (problems_.empty()) {
            for (const Part& part : parts_) {
                for (const Rule& rule : part.book->rules) {
                    if (ask_depth(rule) < 0)
                        problem("R086", rule.place, {rule.id, std::to_string(kMaxAskDepth)});
                }
            }
        }
        if (problems_.empty()) {
            for (const Part& part : parts_) {
                for (const Rule& rule : part.book->rules) {
                    for (const AskedRule& asked : rule.asks) {
                        if (asked.table != 0) check_member_facts(asked);
                    }
                }
            }
        }
        check_benefits();
    }

    void find_frame(Rule& rule) {
        if (rule.implements.empty()) return;
        const auto found = impl_->rules.find(rule.implements);
        const bool fits = found != impl_->rules.end() && found->second != &rule &&
                          found->second->implements.empty();
        if (!fits) return problem("R089", rule.place, {rule.implements});
        rule.frame = found->second;
    }

    void find_asked(Rule& rule) {
        for (AskedRule& asked : rule.asks) {
            const auto found = impl_->rules.find(asked.rule_id);
            if (found == impl_->rules.end()) {
                problem("R085", asked.place, {asked.rule_id});
                continue;
            }
            asked.rule = found->second;
        }
    }

    // What the rule asked reads, and those that may decide in its place or that it asks in turn,
    // but for members who go by the same name.
    static void note_member_reads(const std::string& as, const AskedRule& asked, Reads& reads) {
        std::vector<const Rule*> deciding = asked.rule->overridden_by;
        deciding.push_back(asked.rule);
        for (const Rule* rule : deciding) {
            note_own_reads(*rule, reads);
            for (const AskedRule& further : rule->asks) {
                if (further.table != 0) reads.lists.insert(further.table);
                if (further.table == 0 || further.as != as) note_member_reads(as, further, reads);
            }
        }
    }

    // What the member's rule reads as the member's own, itself or through the rules it asks, must
    // be what the list holds.
    void check_member_facts(const AskedRule& asked) {
        Reads reads;
        note_member_reads(asked.as, asked, reads);
        const FactTableInfo& list = impl_->vocabulary.tables()[asked.table];
        const std::string prefix = asked.as + ".";
        const auto refuse = [&](const std::string& path) {
            problem("R087", asked.place, {asked.rule_id, path, asked.list});
        };
        for (const auto& [table, index] : reads.columns) {
            const Fact& fact = impl_->vocabulary.tables()[table].columns[index];
            if (table != 0 || fact.answer || !fact.path.starts_with(prefix)) continue;
            const int column = list.column(fact.path.substr(prefix.size()));
            if (column < 0 || !(list.columns[column].type == fact.type)) refuse(fact.path);
        }
        for (const int read : reads.lists) {
            const FactTableInfo& wanted = impl_->vocabulary.tables()[read];
            if (wanted.parent != 0 || !wanted.name.starts_with(prefix)) continue;
            const int own = impl_->vocabulary.list(asked.table, wanted.name.substr(prefix.size()));
            if (own < 0 || !member_lists(impl_->vocabulary, own, read)) refuse(wanted.path);
        }
    }

    // How many rules deep it asks; -1 if too deep, or in a circle.
    static constexpr int kMaxAskDepth = 8;
    static constexpr int kOpen = -2;
    int ask_depth(const Rule& rule) {
        const auto [known, fresh] = ask_depths_.emplace(&rule, kOpen);
        if (!fresh) return known->second == kOpen ? -1 : known->second;
        int depth = 0;
        for (const AskedRule& asked : rule.asks) {
            std::vector<const Rule*> deciding = asked.rule->overridden_by;
            deciding.push_back(asked.rule);
            for (const Rule* one : deciding) {
                const int below = ask_depth(*one);
                depth = below < 0 || depth < 0 ? -1 : std::max(depth, below + 1);
            }
        }
        if (depth > kMaxAskDepth) depth = -1;
        ask_depths_[&rule] = depth;
        return depth;
    }

    // Two rules of one benefit and one place, neither overriding the other, must not be in force on
    // one day.
    void check_benefits() {
        std::vector<const Rule*> all;
        for (const auto& [id, rule] : impl_->rules) {
            if (!rule->benefit.empty()) all.push_back(rule);
        }
        for (std::size_t i = 0; i < all.size(); ++i) {
            for (std::size_t k = i + 1; k < all.size(); ++k) {
                const Rule& a = *all[i];
                const Rule& b = *all[k];
                const bool meet =
                    a.benefit == b.benefit && a.book->jurisdiction == b.book->jurisdiction;
                if (!meet || a.overrides == b.id || b.overrides == a.id) continue;
                if (overlap(a, b)) problem("R078", b.place, {a.id, b.id, a.benefit});
            }
        }
    }

    static bool overlap(const Rule& a, const Rule& b) {
        const auto span = [](const Version& v) {
            const auto least = v.from.reading < 0 ? v.from.day
                                                  : *std::min_element(v.from.of_option.begin(),
                                                                      v.from.of_option.end());
            const auto most = v.until.reading < 0 ? v.until.day
                                                  : *std::max_element(v.until.of_option.begin(),
                                                                      v.until.of_option.end());
            return std::pair(least, most);
        };
        return std::any_of(a.versions.begin(), a.versions.end(), [&](const Version& x) {
            return x.kind == Version::Kind::rules &&
                   std::any_of(b.versions.begin(), b.versions.end(), [&](const Version& y) {
                       return y.kind == Version::Kind::rules && span(x).first <= span(y).second &&
                              span(y).first <= span(x).second;
                   });
        });
    }

    void problem(std::string code, Place place, std::vector<std::string> args) {
        problems_.push_back({std::move(code), std::move(place), std::move(args), Severity::error});
    }

    std::shared_ptr<Rulebooks::Impl> impl_ = std::make_shared<Rulebooks::Impl>();
    std::deque<Part> parts_;
    std::map<const Rule*, int> ask_depths_;
    std::vector<Problem> problems_;
};

}  // namespace

const Rule& Rulebooks::Impl::rule(std::string_view id) const {
    if (const auto found = rules.find(id); found != rules.end()) return *found->second;
    std::vector<std::string> names;
    for (const auto& [name, rule] : rules) names.push_back(name);
    const std::string shown = text::is_plain_name(id) ? std::string(id) : "?";
    const std::string near = text::nearest(shown, names);
    if (near.empty()) throw Failure(Problem{"D009", {}, {shown}});
    throw Failure(Problem{"D002", {}, {shown, near}});
}

Rulebooks::Rulebooks(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

Rulebooks Rulebooks::load(const std::vector<std::string>& paths) {
    std::vector<std::string> names;
    for (const std::string& path : paths) {
        std::error_code error;
        if (fs::is_directory(path, error)) {
            collect(path, 0, names);
        } else {
            names.push_back(path);
        }
    }
    std::map<std::string, std::string> files;
    for (const std::string& name : names) files.emplace(name, text::read_file(name, kMaxFileBytes));
    return load_texts(files);
}

Rulebooks Rulebooks::load_texts(const std::map<std::string, std::string>& files) {
    return Rulebooks(SetLoader().run(files));
}

std::vector<RuleSummary> Rulebooks::rules() const {
    std::vector<RuleSummary> all;
    for (const Rulebook& book : impl_->books) {
        for (const Rule& rule : book.rules) {
            all.push_back(
                {rule.id, rule.kind, book.id, book.jurisdiction, rule.title.zh, rule.title.en});
        }
    }
    return all;
}

std::vector<Problem> Rulebooks::lint() const { return bajigong::lint(*impl_); }

std::vector<std::string> Rulebooks::fact_paths() const { return impl_->vocabulary.paths(); }

}  // namespace bajigong
