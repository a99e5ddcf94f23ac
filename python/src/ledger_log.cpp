// The ledger's log: checkpoints, proofs and verification.
#include "bajigong/ledger_log.hpp"

#include "bajigong/sqlite_store.hpp"

#include "bind.hpp"
#include "ledger_handle.hpp"
#include "progress.hpp"
#include "values.hpp"

namespace bajigong::python {

namespace {

using ledger::Checkpoint;
using ledger::Inclusion;
using ledger::SignedCheckpoint;
using ledger::Verification;

// What Python's `sign` makes of the bytes.
SignedCheckpoint sign_with(const Checkpoint& checkpoint, const std::string& key,
                           const py::object& sign) {
    return ledger::sign(checkpoint,
                        {key, [&sign](std::string_view bytes) {
                             return sign(py::bytes(bytes.data(), bytes.size())).cast<std::string>();
                         }});
}

Inclusion inclusion(LedgerHandle& handle, std::uint64_t number,
                    const SignedCheckpoint& checkpoint) {
    const std::shared_ptr<ledger::Ledger> ledger = handle.get();
    Inclusion proof;
    proof.number = number;
    proof.checkpoint = checkpoint;
    proof.path = ledger->inclusion_proof(number, checkpoint.checkpoint.size);
    ledger->records(number, [&proof](std::uint64_t, std::string_view bytes) {
        proof.record = bytes;
        return false;
    });
    return proof;
}

Verification verify(const std::string& path, const std::vector<Checkpoint>& outside,
                    const py::object& told) {
    const auto tell = progress_to(told);
    const py::gil_scoped_release released;
    const std::unique_ptr<ledger::Store> store = ledger::sqlite_store(path, ledger::Access::read);
    return ledger::verify(*store, outside, tell);
}

void bind_checkpoint(py::module_& module) {
    py::classh<Checkpoint>(module, "Checkpoint")
        .def_readonly("origin", &Checkpoint::origin)
        .def_property_readonly(
            "hash",
            [](const Checkpoint& c) { return c.hash == ledger::Hash::sm3 ? "sm3" : "sha256"; })
        .def_readonly("size", &Checkpoint::size)
        .def_property_readonly("root", [](const Checkpoint& c) { return bytes(c.root); })
        .def_property_readonly("trial_balance",
                               [](const Checkpoint& c) { return bytes(c.trial_balance); })
        .def_readonly("time", &Checkpoint::time)
        .def("signed_text", &Checkpoint::signed_text)
        .def("signed_by", &sign_with)
        .def("unsigned",
             [](const Checkpoint& c) {
                 return SignedCheckpoint{c, "", ""};
             })
        .def("__repr__", [](const Checkpoint& checkpoint) {
            return "<Checkpoint of " + std::to_string(checkpoint.size) + " records>";
        });
    py::classh<SignedCheckpoint>(module, "SignedCheckpoint")
        .def(py::init([](std::string_view json, const std::string& name) {
            return SignedCheckpoint::parse(json, name);
        }))
        .def_readonly("checkpoint", &SignedCheckpoint::checkpoint)
        .def_readonly("key", &SignedCheckpoint::key)
        .def_property_readonly("signature",
                               [](const SignedCheckpoint& s) { return py::bytes(s.signature); })
        .def("json", &SignedCheckpoint::json)
        .def("__repr__", [](const SignedCheckpoint& s) {
            return "<SignedCheckpoint of " + std::to_string(s.checkpoint.size) + " records>";
        });
}

}  // namespace

void bind_ledger_log(py::module_& module) {
    bind_checkpoint(module);
    py::classh<Inclusion>(module, "Inclusion")
        .def_readonly("number", &Inclusion::number)
        .def_property_readonly("record", [](const Inclusion& i) { return py::bytes(i.record); })
        .def_readonly("checkpoint", &Inclusion::checkpoint)
        .def_property_readonly("path",
                               [](const Inclusion& proof) {
                                   py::list path;
                                   for (const auto& digest : proof.path) path.append(bytes(digest));
                                   return path;
                               })
        .def_property_readonly("holds", [](const Inclusion& proof) { return ledger::holds(proof); })
        .def("json", &Inclusion::json)
        .def("__repr__", [](const Inclusion& proof) {
            return "<Inclusion of record " + std::to_string(proof.number) + ">";
        });
    py::classh<Verification>(module, "Verification")
        .def_readonly("size", &Verification::size)
        .def_readonly("anchored", &Verification::anchored)
        .def_property_readonly("good", &Verification::good)
        .def_property_readonly("record",
                               [](const Verification& v) {
                                   return v.first ? std::optional(v.first->record) : std::nullopt;
                               })
        .def_property_readonly("problem",
                               [](const Verification& v) {
                                   return v.first ? std::optional(v.first->problem) : std::nullopt;
                               })
        .def("__repr__", [](const Verification& found) {
            return found.good() ? "<Verification: good, " + std::to_string(found.size) + " records>"
                                : "<Verification: wrong at record " +
                                      std::to_string(found.first->record) + ">";
        });
    module.def("inclusion", &inclusion, py::call_guard<py::gil_scoped_release>());
    module.def("verify_ledger", &verify);
}

}  // namespace bajigong::python
