// Identifiers: checked, and taken apart.
#include "bajigong/identifier.hpp"

#include "capi/src/arguments.hpp"
#include "capi/src/buffer.hpp"
#include "decision/render_json_writer.hpp"

namespace bajigong::capi {
namespace {

class Parts {
   public:
    explicit Parts(std::string_view text) : text_(text) { json_.open('{'); }

    std::string take() {
        json_.close('}');
        return json_.take();
    }

    void citizen() {
        const CitizenNumber number = value(parse_citizen_number(text_));
        json_.string("region", number.region);
        json_.string("born_on", number.born_on.text());
        json_.flag("male", number.male);
    }

    void credit_code() {
        const CreditCode code = value(parse_credit_code(text_));
        json_.string("department", std::string(1, code.department));
        json_.string("kind", std::string(1, code.kind));
        json_.string("region", code.region);
        json_.string("organisation", code.organisation);
    }

    void region() {
        const RegionCode code = value(parse_region_code(text_));
        json_.string("province", code.province);
        json_.string("city", code.city);
        json_.string("county", code.county);
    }

    void occupation() {
        const OccupationCode code = value(parse_occupation_code(text_));
        whole("major", code.major);
        whole("middle", code.middle);
        whole("minor", code.minor);
        whole("detail", code.detail);
    }

    void certificate() {
        const SkillCertificateNumber number = value(parse_skill_certificate_number(text_));
        json_.flag("by_employer", number.by_employer);
        json_.string("body", number.body);
        json_.string("province", number.province);
        json_.string("site", number.site);
        whole("year_in_century", number.year_in_century);
        json_.string("rung", bajigong::identifier(number.rung));
        json_.string("serial", number.serial);
    }

    void qualification() {
        const QualificationCertificateNumber number =
            value(parse_qualification_certificate_number(text_));
        whole("year_in_century", number.year_in_century);
        json_.string("province", number.province);
        json_.string("city", number.city);
        whole("body_kind", number.body_kind);
        json_.string("body", number.body);
        json_.string("rung", bajigong::identifier(number.rung));
        json_.string("serial", number.serial);
    }

   private:
    template <class T>
    static T value(Parsed<T> parsed) {
        if (parsed) return *std::move(parsed.value);
        const IdentifierFault& fault = parsed.fault;
        throw Failure(
            Problem{fault.code, {"", 0, fault.position, ""}, {std::to_string(fault.position)}});
    }

    void whole(std::string_view name, int number) {
        json_.key(name);
        json_.raw(std::to_string(number));
    }

    std::string_view text_;
    JsonWriter json_;
};

// By the numbers of the header.
constexpr void (Parts::*kKinds[])() = {&Parts::citizen,     &Parts::credit_code,
                                       &Parts::region,      &Parts::occupation,
                                       &Parts::certificate, &Parts::qualification};

}  // namespace
}  // namespace bajigong::capi

using namespace bajigong::capi;

std::int32_t bjg_identifier_parse(std::int32_t kind, const char* text, std::size_t size,
                                  bjg_buffer** out, bjg_error** err) {
    return guard(err, [&] {
        require(out, "out");
        require_constant(kind, static_cast<std::int32_t>(std::size(kKinds)), "kind");
        Parts parts(utf8(text, size, "text"));
        (parts.*kKinds[kind])();
        give(out, parts.take());
    });
}
