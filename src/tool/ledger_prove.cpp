// `bajigong ledger verify`, `checkpoint`, `receipt` and `consistency`.
#include <algorithm>
#include <ostream>

#include "digest/sign.hpp"
#include "tool/ledger.hpp"

namespace bajigong::tool {

namespace {

constexpr const char* kVerifyFooter =
    "Example:\n"
    "  bajigong ledger verify county.ledger --checkpoint kept.json --key clerk.pub.pem\n"
    "\n"
    "Judges every record again from nothing and compares all that stands in the file. Checkpoints "
    "that\nwere kept elsewhere show what cannot have been changed since. Exit code 1 if anything "
    "is "
    "wrong.";

constexpr const char* kCheckpointFooter =
    "Example:\n"
    "  bajigong ledger checkpoint county.ledger --key clerk.pem > kept.json\n"
    "\n"
    "What the log is now, signed if a key is given (Ed25519, ECDSA, RSA or SM2, in PEM, readable "
    "by "
    "its\nowner alone). Keep it where the ledger's owner cannot change it.";

constexpr const char* kReceiptFooter =
    "Example:\n"
    "  bajigong ledger receipt county.ledger --id issue-0001 --key clerk.pem > receipt.json\n"
    "\n"
    "Proof that a record is in the log (RFC 9162). tests/ledger/verify_log.py checks it without "
    "this "
    "program.";

constexpr const char* kConsistencyFooter =
    "Example:\n"
    "  bajigong ledger consistency county.ledger --from kept.json --key clerk.pem > proof.json\n"
    "\n"
    "Proof that the log has only grown since a checkpoint (RFC 9162): its records are the first of "
    "the\nlog still. `--to` proves up to another checkpoint that was kept, not up to now. "
    "tests/ledger/verify_log.py\nchecks it without this program.";

struct Verify {
    std::string file, key;
    std::vector<std::string> checkpoints;
};

// The checkpoints named, each with its signature checked where a key is given.
std::vector<ledger::Checkpoint> outside(const Verify& options, Context& context) {
    const std::string key = options.key.empty() ? "" : read_input(context, options.key);
    std::vector<ledger::Checkpoint> checkpoints;
    for (const std::string& path : options.checkpoints) {
        const ledger::SignedCheckpoint read = read_checkpoint(context, path);
        if (!key.empty() && !digest::verify(key, read.checkpoint.signed_text(), read.signature)) {
            throw Failure(Problem{"B043", {path, 0, 0, ""}, {}});
        }
        checkpoints.push_back(read.checkpoint);
    }
    return checkpoints;
}

void report(const ledger::Verification& found, std::size_t given, Context& context) {
    std::ostream& out = context.console.out;
    if (!found.good()) {
        context.status = kFailed;
        out << context.in("WRONG at record ", "有误，记录 ") << found.first->record << ": "
            << found.first->problem.text(context.language) << '\n';
        return;
    }
    out << found.size
        << context.in(" records judged again: all as stored\n",
                      " 条记录重新执行，与存储完全一致\n");
    if (given == 0) {
        out << context.in(
            "no outside checkpoint given: that the whole was replaced by an older or "
            "another state cannot be excluded\n",
            "未提供外部检查点：无法排除整体被替换为较早或其他状态\n");
        return;
    }
    out << context.in("anchored: the first ", "已锚定：前 ") << found.anchored
        << context.in(" records are those of the newest checkpoint given\n",
                      " 条记录与所给最新检查点一致\n");
    if (found.anchored < found.size) {
        out << context.in("not anchored: records from ", "未锚定：自第 ") << found.anchored
            << context.in(" on\n", " 条起\n");
    }
}

struct Receipt {
    std::string file, id, key;
};

ledger::Inclusion inclusion(ledger::Ledger& books, const Receipt& options) {
    const std::optional<ledger::Outcome> outcome = books.find(options.id);
    if (!outcome) throw Failure(Problem{"B102", {}, {"record"}});
    ledger::Inclusion proof;
    proof.number = outcome->record;
    books.records(proof.number, [&proof](std::uint64_t, std::string_view bytes) {
        proof.record = bytes;
        return false;
    });
    proof.checkpoint.checkpoint = books.checkpoint();
    if (!options.key.empty()) {
        proof.checkpoint = sign_checkpoint(proof.checkpoint.checkpoint, options.key);
    }
    proof.path = books.inclusion_proof(proof.number, proof.checkpoint.checkpoint.size);
    return proof;
}

struct ConsistencyOptions {
    std::string file, from, to, key;
};

// Never one that does not hold: whoever asked is told instead that the past is another.
ledger::Consistency consistency(ledger::Ledger& books, const ConsistencyOptions& options,
                                Context& context) {
    ledger::Consistency proof;
    proof.from = read_checkpoint(context, options.from);
    if (!options.to.empty()) {
        proof.to = read_checkpoint(context, options.to);
    } else {
        proof.to.checkpoint = books.checkpoint();
        if (!options.key.empty()) proof.to = sign_checkpoint(proof.to.checkpoint, options.key);
    }
    const std::uint64_t from = proof.from.checkpoint.size, to = proof.to.checkpoint.size;
    const std::uint64_t longest = std::max(from, to);
    if (longest > books.size()) throw Failure(Problem{"B032", {}, {std::to_string(longest)}});
    if (from <= to) proof.path = books.consistency_proof(from, to);
    const bool ours = proof.to.checkpoint.origin == books.founding().origin;
    if (!ours || !holds(proof)) throw Failure(Problem{"B036", {}, {std::to_string(from)}});
    return proof;
}

}  // namespace

void add_ledger_verify(CLI::App& group, Context& context) {
    const auto options = std::make_shared<Verify>();
    CLI::App* command =
        add_command(group, context, "verify", "check the whole ledger / 核验账本", kVerifyFooter);
    add_ledger_file(*command, options->file);
    command
        ->add_option("--checkpoint", options->checkpoints,
                     "a checkpoint kept elsewhere; may be given more than once")
        ->type_name("FILE")
        ->expected(1)
        ->take_all();
    command->add_option("--key", options->key, "public key that must have signed the checkpoints")
        ->type_name("PEM");
    on_run(*command, [options, &context] {
        const std::vector<ledger::Checkpoint> checkpoints = outside(*options, context);
        const std::unique_ptr<ledger::Store> store =
            ledger::sqlite_store(options->file, ledger::Access::read);
        Progress progress(context, context.in("records", "记录"));
        const ledger::Verification found = ledger::verify(
            *store, checkpoints,
            [&progress](std::uint64_t done, std::uint64_t all) { progress.at(done, all); });
        report(found, checkpoints.size(), context);
    });
}

void add_ledger_checkpoint(CLI::App& group, Context& context) {
    struct Options {
        std::string file, key;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = add_command(group, context, "checkpoint", "the log as it stands / 检查点",
                                    kCheckpointFooter);
    add_ledger_file(*command, options->file);
    command->add_option("--key", options->key, "private key to sign with")->type_name("PEM");
    on_run(*command, [options, &context] {
        ledger::Ledger books = open_ledger(options->file, ledger::Access::read);
        ledger::SignedCheckpoint checkpoint{books.checkpoint(), "", ""};
        if (!options->key.empty())
            checkpoint = sign_checkpoint(checkpoint.checkpoint, options->key);
        context.console.out << checkpoint.json() << '\n';
    });
}

void add_ledger_receipt(CLI::App& group, Context& context) {
    const auto options = std::make_shared<Receipt>();
    CLI::App* command = add_command(group, context, "receipt",
                                    "proof that a record stands / 存证凭据", kReceiptFooter);
    add_ledger_file(*command, options->file);
    command->add_option("--id", options->id, "the command's id")->type_name("ID")->required();
    command->add_option("--key", options->key, "private key to sign the checkpoint with")
        ->type_name("PEM");
    on_run(*command, [options, &context] {
        ledger::Ledger books = open_ledger(options->file, ledger::Access::read);
        context.console.out << inclusion(books, *options).json() << '\n';
    });
}

void add_ledger_consistency(CLI::App& group, Context& context) {
    const auto options = std::make_shared<ConsistencyOptions>();
    CLI::App* command =
        add_command(group, context, "consistency", "proof that the log has only grown / 一致性证明",
                    kConsistencyFooter);
    add_ledger_file(*command, options->file);
    command->add_option("--from", options->from, "a checkpoint that was kept")
        ->type_name("FILE")
        ->required();
    CLI::Option* to =
        command->add_option("--to", options->to, "a later one; else the log as it stands")
            ->type_name("FILE");
    command->add_option("--key", options->key, "private key to sign the checkpoint of now with")
        ->type_name("PEM")
        ->excludes(to);
    on_run(*command, [options, &context] {
        ledger::Ledger books = open_ledger(options->file, ledger::Access::read);
        context.console.out << consistency(books, *options, context).json() << '\n';
    });
}

}  // namespace bajigong::tool
