// The voucher ledger.
#include "bajigong/ledger.hpp"

#include <pybind11/native_enum.h>

#include "bajigong/ledger_books.hpp"
#include "bajigong/ledger_log.hpp"
#include "bajigong/ledger_report.hpp"
#include "bajigong/sqlite_store.hpp"

#include "bind.hpp"
#include "ledger_handle.hpp"
#include "progress.hpp"
#include "values.hpp"

namespace bajigong::python {

namespace {

using ledger::Ledger;
using ledger::Leg;
using Released = py::call_guard<py::gil_scoped_release>;

// Text goes to Python in pieces of about this size.
constexpr std::size_t kPiece = std::size_t{1} << 16;

ledger::Hash hash_of(const std::string& name) {
    if (name == "sm3") return ledger::Hash::sm3;
    if (name == "sha256") return ledger::Hash::sha256;
    throw py::value_error("hash is 'sha256' or 'sm3'");
}

ledger::BookFormat format_of(const std::string& name) {
    if (name == "journal") return ledger::BookFormat::journal;
    if (name == "beancount") return ledger::BookFormat::beancount;
    throw py::value_error("format is 'journal' or 'beancount'");
}

std::unique_ptr<LedgerHandle> create(const std::optional<std::string>& path,
                                     const std::string& origin, const std::string& hash) {
    const ledger::Founding founding{origin, hash_of(hash)};
    const py::gil_scoped_release released;
    std::unique_ptr<ledger::Store> store =
        path ? ledger::sqlite_store(*path, ledger::Access::create) : ledger::memory_store();
    return std::make_unique<LedgerHandle>(Ledger::create(std::move(store), founding));
}

std::unique_ptr<LedgerHandle> open(const std::string& path, bool read_only) {
    const ledger::Access access = read_only ? ledger::Access::read : ledger::Access::write;
    return std::make_unique<LedgerHandle>(Ledger::open(ledger::sqlite_store(path, access)));
}

// Calls a part of the ledger with the GIL released, as all of them must be: another thread may hold
// the ledger while it waits for the GIL in a callback.
template <class Part>
auto ask(LedgerHandle& handle, Part part) {
    const py::gil_scoped_release released;
    return part(*handle.get());
}

using Scan = void (Ledger::*)(const std::function<void(const Leg&)>&);

// Every leg that a scan visits.
template <Scan scan>
std::vector<Leg> all(LedgerHandle& handle) {
    std::vector<Leg> legs;
    ((*handle.get()).*scan)([&legs](const Leg& leg) { legs.push_back(leg); });
    return legs;
}

std::vector<std::string> records(Ledger& ledger, std::uint64_t first, std::uint64_t count) {
    std::vector<std::string> bytes;
    if (count == 0) return bytes;
    ledger.records(first, [&](std::uint64_t, std::string_view record) {
        bytes.emplace_back(record);
        return bytes.size() < count;
    });
    return bytes;
}

py::list as_bytes(const std::vector<std::string>& texts) {
    py::list list;
    for (const std::string& text : texts) list.append(py::bytes(text));
    return list;
}

py::list as_bytes(const std::vector<ledger::Digest>& digests) {
    py::list list;
    for (const ledger::Digest& digest : digests) list.append(bytes(digest));
    return list;
}

void export_books(LedgerHandle& handle, const std::string& format, const py::object& write,
                  const py::object& told) {
    const ledger::BookFormat books = format_of(format);
    const std::shared_ptr<Ledger> ledger = handle.get();
    const LedgerHandle::Visit visit(handle);
    std::string piece;
    const auto flush = [&] {
        const py::gil_scoped_acquire acquired;
        if (PyErr_CheckSignals() != 0) throw py::error_already_set();
        write(py::str(piece));
        piece.clear();
    };
    const py::gil_scoped_release released;
    ledger::export_books(
        *ledger, books,
        [&](std::string_view text) {
            piece += text;
            if (piece.size() >= kPiece) flush();
        },
        progress_to(told));
    flush();
}

void bind_outcome(py::module_& module) {
    using ledger::Verdict;
    py::native_enum<Verdict>(module, "Verdict", "enum.Enum", "How a command was judged.")
        .value("accepted", Verdict::accepted)
        .value("rejected", Verdict::rejected)
        .value("conflict", Verdict::conflict)
        .value("refused", Verdict::refused)
        .finalize();
    py::classh<Leg>(module, "Leg")
        .def_property_readonly("kind", [](const Leg& leg) { return code(leg.account.kind); })
        .def_property_readonly("fund", [](const Leg& leg) { return leg.account.fund; })
        .def_property_readonly("year", [](const Leg& leg) { return leg.account.year; })
        .def_property_readonly("line", [](const Leg& leg) { return leg.account.line; })
        .def_property_readonly("party", [](const Leg& leg) { return leg.account.party; })
        .def_property_readonly("sub", [](const Leg& leg) { return leg.account.sub; })
        .def_property_readonly("amount", [](const Leg& leg) { return Money{leg.fen}; })
        .def("__repr__", [](const Leg& leg) {
            return "<Leg " + std::string(code(leg.account.kind)) + " " + Money{leg.fen}.text() +
                   ">";
        });
    using ledger::Outcome;
    py::classh<Outcome>(module, "LedgerOutcome")
        .def_readonly("verdict", &Outcome::verdict)
        .def_property_readonly("accepted",
                               [](const Outcome& o) { return o.verdict == Verdict::accepted; })
        .def_readonly("replayed", &Outcome::replayed)
        .def_readonly("id", &Outcome::id)
        .def_readonly("record", &Outcome::record)
        .def_readonly("booked", &Outcome::booked)
        .def_readonly("problems", &Outcome::problems)
        .def_readonly("legs", &Outcome::legs)
        .def_property_readonly("facts",
                               [](const Outcome& outcome) {
                                   py::dict facts;
                                   for (const auto& [name, value] : outcome.facts) {
                                       facts[py::str(name)] = value;
                                   }
                                   return facts;
                               })
        .def("json", &Outcome::json, py::arg("language") = Language::en)
        .def("__repr__", [](const Outcome& outcome) {
            static constexpr const char* kNames[] = {"accepted", "rejected", "conflict", "refused"};
            std::string text = kNames[static_cast<int>(outcome.verdict)];
            if (!outcome.problems.empty()) text += " " + outcome.problems.front().code;
            return "<Outcome " + text + ">";
        });
}

void bind_voucher(py::module_& module) {
    using ledger::VoucherStatus;
    py::classh<VoucherStatus> status(module, "VoucherStatus");
    status.def_readonly("id", &VoucherStatus::id)
        .def_readonly("scheme", &VoucherStatus::scheme)
        .def_property_readonly("state", [](const VoucherStatus& v) { return name(v.state); })
        .def_readonly("frozen", &VoucherStatus::frozen)
        .def_readonly("first_day", &VoucherStatus::from)
        .def_readonly("last_day", &VoucherStatus::until)
        .def("json", &VoucherStatus::json)
        .def("__repr__", [](const VoucherStatus& voucher) {
            return "<VoucherStatus " + std::string(name(voucher.state)) + ">";
        });
    const auto sum = [&status](const char* name, std::int64_t VoucherStatus::*fen) {
        status.def_property_readonly(name, [fen](const VoucherStatus& v) { return Money{v.*fen}; });
    };
    sum("issued", &VoucherStatus::issued);
    sum("remaining", &VoucherStatus::remaining);
    sum("held", &VoucherStatus::held);
    sum("captured", &VoucherStatus::captured);
    sum("given_back", &VoucherStatus::given_back);
    sum("payable", &VoucherStatus::payable);
    sum("in_transit", &VoucherStatus::in_transit);
    sum("paid", &VoucherStatus::paid);
    sum("owed", &VoucherStatus::owed);
    sum("clawed", &VoucherStatus::clawed);
}

void bind_reading(py::classh<LedgerHandle>& handle) {
    handle.def("balances", &all<&Ledger::pools>, Released())
        .def("accounts", &all<&Ledger::accounts>, Released())
        .def("exposures", &all<&Ledger::exposures>, Released())
        .def(
            "voucher",
            [](LedgerHandle& h, const std::string& id, Date on) {
                return h.get()->voucher(id, on);
            },
            Released())
        .def("records",
             [](LedgerHandle& h, std::uint64_t first, std::uint64_t count) {
                 return as_bytes(ask(h, [&](Ledger& l) { return records(l, first, count); }));
             })
        .def(
            "checkpoint", [](LedgerHandle& h) { return h.get()->checkpoint(); }, Released())
        .def(
            "inclusion_proof",
            [](LedgerHandle& h, std::uint64_t number, std::uint64_t size) {
                return as_bytes(ask(h, [&](Ledger& l) { return l.inclusion_proof(number, size); }));
            })
        .def("consistency_proof",
             [](LedgerHandle& h, std::uint64_t from, std::uint64_t to) {
                 return as_bytes(ask(h, [&](Ledger& l) { return l.consistency_proof(from, to); }));
             })
        .def("state_digest",
             [](LedgerHandle& h) {
                 return bytes(ask(h, [](Ledger& l) { return l.state_digest(); }));
             })
        .def("export_books", &export_books);
}

}  // namespace

void bind_ledger(py::module_& module) {
    bind_outcome(module);
    bind_voucher(module);
    py::classh<LedgerHandle> handle(module, "Ledger");
    handle.def(py::init(&create))
        .def(py::init(&open), Released())
        .def("close", &LedgerHandle::close, Released())
        .def_property_readonly(
            "size", [](LedgerHandle& h) { return ask(h, [](Ledger& l) { return l.size(); }); })
        .def_property_readonly("origin", [](LedgerHandle& h) { return h.get()->founding().origin; })
        .def_property_readonly("hash",
                               [](LedgerHandle& h) {
                                   const bool sm3 = h.get()->founding().hash == ledger::Hash::sm3;
                                   return sm3 ? "sm3" : "sha256";
                               })
        .def("set_latest",
             [](LedgerHandle& h, const std::optional<std::string>& latest) {
                 std::optional<ledger::Time> bound;
                 if (latest) bound = moment_from(*latest);
                 const py::gil_scoped_release released;
                 h.get()->set_latest(bound);
             })
        .def(
            "apply",
            [](LedgerHandle& h, std::string_view command) { return h.get()->apply(command); },
            Released())
        .def(
            "apply_all",
            [](LedgerHandle& h, const std::vector<std::string>& commands) {
                return h.get()->apply_all(commands);
            },
            Released())
        .def(
            "find", [](LedgerHandle& h, const std::string& id) { return h.get()->find(id); },
            Released())
        .def(
            "backup", [](LedgerHandle& h, const std::string& path) { h.get()->backup(path); },
            Released());
    bind_reading(handle);
    module.def("upgrade_ledger", &ledger::upgrade_sqlite, Released());
}

}  // namespace bajigong::python
