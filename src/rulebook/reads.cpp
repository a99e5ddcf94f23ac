// Collecting the facts that programs read.
#include "rulebook/reads.hpp"

namespace bajigong {

namespace {

void note_program(const language::Program& program, Reads& reads) {
    for (const language::Instruction& code : program.code) {
        if (code.op == language::Op::fact) {
            reads.columns.emplace(program.scopes[code.scope].table, static_cast<int>(code.imm));
        }
    }
    for (std::size_t s = 1; s < program.scopes.size(); ++s)
        reads.lists.insert(program.scopes[s].table);
}

// A list with all its fields, and the lists in it.
void note_list(int table, const Vocabulary& vocabulary, Reads& reads) {
    const FactTableInfo& list = vocabulary.tables()[table];
    reads.lists.insert(table);
    for (std::size_t i = 0; i < list.columns.size(); ++i)
        reads.columns.emplace(table, static_cast<int>(i));
    for (const int inner : list.lists) note_list(inner, vocabulary, reads);
}

}  // namespace

void note_selector(const Rule& rule, Reads& reads) { note_program(rule.selector, reads); }

void note_own_reads(const Rule& rule, Reads& reads) {
    note_selector(rule, reads);
    for (const Version& version : rule.versions) note_program(version.program, reads);
}

void note_reads(const Rule& rule, const Vocabulary& vocabulary, Reads& reads) {
    note_own_reads(rule, reads);
    for (const AskedRule& asked : rule.asks) {
        if (asked.table != 0) note_list(asked.table, vocabulary, reads);
        note_reads(*asked.rule, vocabulary, reads);
        for (const Rule* other : asked.rule->overridden_by) note_reads(*other, vocabulary, reads);
    }
}

}  // namespace bajigong
