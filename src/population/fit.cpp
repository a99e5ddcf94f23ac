// The table of types.
#include "population/fit.hpp"

namespace bajigong::population {

using arrow::Kind;

std::string misfit(const BoundColumn& bound) {
    const arrow::Field& field =
        bound.field->dictionary == nullptr ? *bound.field : *bound.field->dictionary;
    const Kind kind = field.type.kind;
    const bool text = kind == Kind::text || kind == Kind::text_view;
    const bool whole = kind == Kind::integer;
    if (kind == Kind::null) return {};
    switch (bound.fact->type.base) {
        case Base::truth:
            if (kind == Kind::boolean || (bound.coded && (text || whole))) return {};
            return "bool, or text or whole numbers with \"codes\"";
        case Base::integer: return whole ? "" : "whole numbers";
        case Base::text: return text ? "" : "a column of text";
        case Base::date:
            if (kind == Kind::date || text) return {};
            if (kind == Kind::timestamp && (field.type.zone.empty() || field.type.zone == "+08:00"))
                return {};
            return "date32, date64, a timestamp without zone or at +08:00, or text";
        case Base::period: return text ? "" : "text such as \"P1Y2M\"";
        case Base::money:
            if (kind == Kind::decimal || text) return {};
            if (whole && bound.unit != ColumnOptions::Unit::none) return {};
            return "decimal, text, or whole numbers with \"unit\"";
        case Base::ratio:
            if (kind == Kind::decimal || whole || text) return {};
            return "decimal, whole numbers, or text such as \"13/10\"";
        case Base::scale:
            if (text || (whole && bound.coded)) return {};
            return "text, a dictionary of text, or whole numbers with \"codes\"";
    }
    return {};
}

}  // namespace bajigong::population
