// Making receipts.
#pragma once

#include "decision/decision_impl.hpp"

namespace bajigong {

// The receipt of a decision as JSON, its facts digest keyed with `salt`. Specified in
// docs/receipts.md.
std::string make_receipt(const Decision::Impl& decision, const Given::Impl* given,
                         std::string_view salt);

}  // namespace bajigong
