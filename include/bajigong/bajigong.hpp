// All of the public C++ API.
#pragma once

#include "bajigong/date.hpp"
#include "bajigong/decision.hpp"
#include "bajigong/expression.hpp"
#include "bajigong/identifier.hpp"
#include "bajigong/matching.hpp"
#include "bajigong/money.hpp"
#include "bajigong/population.hpp"
#include "bajigong/problem.hpp"
#include "bajigong/prose.hpp"
#include "bajigong/receipt.hpp"
#include "bajigong/rule_digest.hpp"
#include "bajigong/rulebooks.hpp"
#include "bajigong/rung.hpp"
