// The eight rungs. `Rung` is an enumeration of Python's, on bajigong._ladder.RungBase, which gives
// it its order and its names.
#include <pybind11/native_enum.h>

#include "bajigong/rung.hpp"

#include "bind.hpp"
#include "values.hpp"

namespace bajigong::python {

void bind_ladder(py::module_& module) {
    py::native_enum<Rung> rung(module, "Rung", "bajigong._ladder.RungBase",
                               "The eight rungs (职业技能等级), from low to high.");
    for (int i = 0; i < kRungCount; ++i) {
        const auto each = static_cast<Rung>(i);
        rung.value(std::string(identifier(each)).c_str(), each);
    }
    rung.finalize();
    module.def("parse_rung", [](const std::string& text) { return parse_rung(text); });
    module.def("rung_of_grade", &rung_of_grade);
    module.def("national_grade", &national_grade);
    module.def("chinese_name", &chinese_name);
    module.def("english_name", &english_name);
    module.def("official_name", &official_name);
    module.def("is_highly_skilled", &is_highly_skilled);
}

}  // namespace bajigong::python
