// A ledger's store that the host brings.
#pragma once

#include <memory>

#include "bajigong/ledger_store.hpp"

#include "capi/src/guard.hpp"

namespace bajigong::capi {

// Takes over the context: it is freed once, also if this fails. Throws Refusal (BJG_E_ARGUMENT) for
// a struct that is not what the header describes.
std::unique_ptr<ledger::Store> host_store(const bjg_store* store);

}  // namespace bajigong::capi
