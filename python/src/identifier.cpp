// Identifiers: each parser gives its parts as a tuple, which bajigong.identifiers makes a class of.
#include "bajigong/identifier.hpp"

#include "bind.hpp"
#include "values.hpp"

namespace bajigong::python {

namespace {

// Adds parse(bytes) -> tuple of the parts; what is refused raises Error with the code, and the
// character as its column.
template <class T, class Parts>
void add(py::module_& module, const char* name, Parsed<T> (*parse)(std::string_view), Parts parts) {
    module.def(name, [parse, parts](const py::bytes& text) {
        const Parsed<T> parsed = parse(std::string_view(text));
        if (parsed) return py::tuple(parts(*parsed.value));
        const IdentifierFault& fault = parsed.fault;
        throw Failure(
            Problem{fault.code, {"", 0, fault.position, ""}, {std::to_string(fault.position)}});
    });
}

}  // namespace

void bind_identifier(py::module_& module) {
    add(module, "parse_citizen_number", &parse_citizen_number,
        [](const CitizenNumber& n) { return py::make_tuple(n.region, n.born_on, n.male); });
    add(module, "parse_credit_code", &parse_credit_code, [](const CreditCode& c) {
        return py::make_tuple(c.department, c.kind, c.region, c.organisation);
    });
    add(module, "parse_region_code", &parse_region_code,
        [](const RegionCode& c) { return py::make_tuple(c.province, c.city, c.county); });
    add(module, "parse_occupation_code", &parse_occupation_code, [](const OccupationCode& c) {
        return py::make_tuple(c.major, c.middle, c.minor, c.detail);
    });
    add(module, "parse_skill_certificate_number", &parse_skill_certificate_number,
        [](const SkillCertificateNumber& n) {
            return py::make_tuple(n.by_employer, n.body, n.province, n.site, n.year_in_century,
                                  n.rung, n.serial);
        });
    add(module, "parse_qualification_certificate_number", &parse_qualification_certificate_number,
        [](const QualificationCertificateNumber& n) {
            return py::make_tuple(n.year_in_century, n.province, n.city, n.body_kind, n.body,
                                  n.rung, n.serial);
        });
    module.def("in_place", [](const std::string& place, const std::string& area) {
        return in_place(place, area);
    });
}

}  // namespace bajigong::python
