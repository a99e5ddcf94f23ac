// The ledger's log: checkpoints, proofs, and verifying a whole ledger.
#include "bajigong/ledger_log.hpp"

#include "bajigong/sqlite_store.hpp"

#include "capi/src/buffer.hpp"
#include "capi/src/ledger.hpp"
#include "capi/src/sink.hpp"
#include "decision/render_json_writer.hpp"
#include "digest/digest.hpp"
#include "text/json_text.hpp"

namespace bajigong::capi {
namespace {

using ledger::Checkpoint;
using ledger::SignedCheckpoint;
using text::JsonKind;

// What the host signs with; nothing if it does not.
struct Signing {
    std::string key;
    bjg_sign sign;
    void* context;
};

Signing read_signing(const char* key, std::size_t size, bjg_sign sign, void* context) {
    Signing signing{std::string(utf8(key, size, "key")), sign, context};
    if (sign == nullptr && !signing.key.empty()) refuse(BJG_E_ARGUMENT, {"A001", {}, {"`sign`"}});
    if (sign != nullptr && signing.key.empty()) refuse(BJG_E_ARGUMENT, {"A005", {}, {"`key`"}});
    return signing;
}

SignedCheckpoint signed_by(const Checkpoint& checkpoint, const Signing& signing) {
    if (signing.sign == nullptr) return {checkpoint, "", ""};
    return ledger::sign(checkpoint,
                        {signing.key, [&signing](std::string_view text) {
                             bjg_sink sink;
                             const std::int32_t result =
                                 signing.sign(signing.context, text.data(), text.size(), &sink);
                             sink.rethrow();
                             if (result != 0) {
                                 refuse(BJG_E_CALLBACK, {"A013", {}, {"sign", sink.words()}});
                             }
                             if (!sink.answer || sink.answer->empty()) {
                                 refuse(BJG_E_CALLBACK, {"A014", {}, {"sign"}});
                             }
                             return *std::move(sink.answer);
                         }});
}

ledger::Inclusion inclusion(ledger::Ledger& books, std::string_view id, const Signing& signing) {
    const std::optional<ledger::Outcome> outcome = books.find(id);
    if (!outcome) throw Failure(Problem{"B102", {}, {"record"}});
    ledger::Inclusion proof;
    proof.number = outcome->record;
    books.records(proof.number, [&proof](std::uint64_t, std::string_view bytes) {
        proof.record = bytes;
        return false;
    });
    proof.checkpoint = signed_by(books.checkpoint(), signing);
    proof.path = books.inclusion_proof(proof.number, proof.checkpoint.checkpoint.size);
    return proof;
}

std::vector<Checkpoint> read_checkpoints(std::string_view json) {
    std::vector<Checkpoint> checkpoints;
    if (json.empty()) return checkpoints;
    const text::JsonDocument document = text::parse_json(json, "checkpoints");
    if (!document.root.is(JsonKind::array)) {
        throw Failure(
            Problem{"R002",
                    document.place(document.root),
                    {std::string(name(JsonKind::array)), std::string(name(document.root.kind))}});
    }
    for (const text::Json& checkpoint : document.root.children) {
        checkpoints.push_back(
            SignedCheckpoint::parse(text::json_text(checkpoint), "checkpoints").checkpoint);
    }
    return checkpoints;
}

std::string verification_json(const ledger::Verification& found) {
    JsonWriter json;
    json.open('{');
    json.flag("good", found.good());
    json.key("size");
    json.raw(std::to_string(found.size));
    json.key("anchored");
    json.raw(std::to_string(found.anchored));
    json.key("record");
    json.raw(found.good() ? "null" : std::to_string(found.first->record));
    json.key("problem");
    if (found.good()) {
        json.raw("null");
    } else {
        const Problem& problem = found.first->problem;
        json.open('{');
        json.string("code", problem.code);
        json.string("zh", problem.message(Language::zh));
        json.string("en", problem.message(Language::en));
        json.close('}');
    }
    json.close('}');
    return json.take();
}

std::string consistency_json(std::uint64_t from, std::uint64_t to,
                             const std::vector<ledger::Digest>& path) {
    JsonWriter json;
    json.open('{');
    json.key("from");
    json.raw(std::to_string(from));
    json.key("to");
    json.raw(std::to_string(to));
    json.key("path");
    json.open('[');
    for (const ledger::Digest& digest : path) json.string(digest::hex(digest));
    json.close(']');
    json.close('}');
    return json.take();
}

}  // namespace
}  // namespace bajigong::capi

using namespace bajigong::capi;
namespace ledger = bajigong::ledger;

std::int32_t bjg_ledger_checkpoint(bjg_ledger* ledger, const char* key, std::size_t size,
                                   bjg_sign sign, void* context, bjg_buffer** out,
                                   bjg_error** err) {
    return guard(err, [&] {
        const LedgerCall books(ledger);
        require(out, "out");
        const Signing signing = read_signing(key, size, sign, context);
        give(out, signed_by(books->checkpoint(), signing).json());
    });
}

std::int32_t bjg_ledger_receipt(bjg_ledger* ledger, const char* id, std::size_t id_size,
                                const char* key, std::size_t key_size, bjg_sign sign, void* context,
                                bjg_buffer** out, bjg_error** err) {
    return guard(err, [&] {
        const LedgerCall books(ledger);
        require(out, "out");
        const Signing signing = read_signing(key, key_size, sign, context);
        give(out, inclusion(*books, utf8(id, id_size, "id"), signing).json());
    });
}

std::int32_t bjg_ledger_consistency(bjg_ledger* ledger, std::uint64_t from, std::uint64_t to,
                                    bjg_buffer** out, bjg_error** err) {
    return guard(err, [&] {
        const LedgerCall books(ledger);
        require(out, "out");
        give(out, consistency_json(from, to, books->consistency_proof(from, to)));
    });
}

std::int32_t bjg_ledger_verify(const char* path, std::size_t path_size, const char* checkpoints,
                               std::size_t checkpoints_size, bjg_progress progress, void* context,
                               bjg_buffer** out, bjg_error** err) {
    return guard(err, [&] {
        require(out, "out");
        const std::string file(file_path(path, path_size));
        const std::vector<ledger::Checkpoint> outside =
            read_checkpoints(utf8(checkpoints, checkpoints_size, "checkpoints"));
        const std::unique_ptr<ledger::Store> store =
            ledger::sqlite_store(file, ledger::Access::read);
        const auto told = [&](std::uint64_t done, std::uint64_t) {
            if (progress != nullptr && progress(context, done) != 0) {
                refuse(BJG_E_CANCELLED, {"A012", {}, {"progress"}});
            }
        };
        give(out, verification_json(ledger::verify(*store, outside, told)));
    });
}
