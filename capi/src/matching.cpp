// One case under every rule of a place, and a decision taken again.
#include "bajigong/matching.hpp"

#include "bajigong/receipt.hpp"

#include "capi/src/arguments.hpp"
#include "capi/src/buffer.hpp"
#include "capi/src/facts.hpp"
#include "capi/src/request.hpp"
#include "decision/render_json_writer.hpp"

namespace bajigong::capi {
namespace {

std::string replay_json(const Replay& replay) {
    JsonWriter json;
    json.open('{');
    json.flag("same", replay.same);
    json.key("differences");
    json.open('[');
    for (const std::string& line : replay.differences) json.string(line);
    json.close(']');
    json.close('}');
    return json.take();
}

// What was brought, read for the receipt's rule, which need not be the request's.
std::optional<Given> brought_to(const bjg_request& request, std::string_view receipt) {
    if (request.given_json.empty()) return std::nullopt;
    return Given::from_json(request.rulebooks, rule_of_receipt(receipt), request.given_json);
}

}  // namespace
}  // namespace bajigong::capi

using namespace bajigong::capi;

std::int32_t bjg_match(const bjg_request* request, const bjg_facts* facts, bjg_buffer** out,
                       bjg_error** err) {
    return guard(err, [&] {
        require(request, "request");
        require(facts, "facts");
        require(out, "out");
        if (request->place.empty()) refuse(BJG_E_INPUT, {"A025", {"request", 0, 0, ""}, {}});
        give(out, bajigong::match(request->rulebooks, facts->facts, request->place,
                                  request->options(), request->brought())
                      .json());
    });
}

std::int32_t bjg_replay(const bjg_request* request, const char* receipt, std::size_t size,
                        const bjg_facts* facts, bjg_buffer** out, bjg_error** err) {
    return guard(err, [&] {
        require(request, "request");
        require(facts, "facts");
        require(out, "out");
        const std::string_view json = utf8(receipt, size, "receipt");
        if (request->salt.empty()) refuse(BJG_E_INPUT, {"A026", {"request", 0, 0, ""}, {}});
        const std::optional<bajigong::Given> given = brought_to(*request, json);
        give(out, replay_json(bajigong::replay(request->rulebooks, json, facts->facts,
                                               request->salt, given ? &*given : nullptr)));
    });
}
