// Problems and their places; a Failure becomes bajigong.Error.
#include "bajigong/problem.hpp"

#include "bind.hpp"
#include "values.hpp"

namespace bajigong::python {

namespace {

void bind_place(py::module_& module) {
    py::classh<Place>(module, "Place")
        .def(py::init(
            [](std::string file, std::int32_t line, std::int32_t column, std::string pointer) {
                return Place{std::move(file), line, column, std::move(pointer)};
            }))
        .def_readonly("file", &Place::file)
        .def_readonly("line", &Place::line)
        .def_readonly("column", &Place::column)
        .def_readonly("pointer", &Place::pointer)
        .def("__str__", &Place::text)
        .def("__repr__", [](const Place& place) { return "<Place " + place.text() + ">"; })
        .def(py::pickle(
            [](const Place& place) {
                return py::make_tuple(place.file, place.line, place.column, place.pointer);
            },
            [](const py::tuple& state) {
                return Place{state[0].cast<std::string>(), state[1].cast<std::int32_t>(),
                             state[2].cast<std::int32_t>(), state[3].cast<std::string>()};
            }));
}

void translate(std::exception_ptr pointer) {
    try {
        if (pointer) std::rethrow_exception(pointer);
    } catch (const Failure& failure) {
        const py::object error =
            py::module_::import("bajigong._errors").attr("error_of")(failure.problems());
        PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(error.ptr())), error.ptr());
    }
}

}  // namespace

void bind_problem(py::module_& module) {
    bind_place(module);
    py::classh<Problem>(module, "Problem")
        .def(py::init([](std::string code, Place place, std::vector<std::string> args) {
            return Problem{std::move(code), std::move(place), std::move(args)};
        }))
        .def_readonly("code", &Problem::code)
        .def_readonly("place", &Problem::place)
        .def_readonly("args", &Problem::args)
        .def_property_readonly(
            "severity",
            [](const Problem& p) { return p.severity == Severity::error ? "error" : "warning"; })
        .def("message", &Problem::message, py::arg("language") = Language::en)
        .def("text", &Problem::text, py::arg("language") = Language::en)
        .def("__str__", [](const Problem& problem) { return problem.text(Language::en); })
        .def("__repr__", [](const Problem& p) { return "<Problem " + p.text(Language::en) + ">"; })
        .def(py::pickle(
            [](const Problem& problem) {
                return py::make_tuple(problem.code, problem.place, problem.args,
                                      problem.severity == Severity::error);
            },
            [](const py::tuple& state) {
                return Problem{state[0].cast<std::string>(), state[1].cast<Place>(),
                               state[2].cast<std::vector<std::string>>(),
                               state[3].cast<bool>() ? Severity::error : Severity::warning};
            }));
    py::register_local_exception_translator(translate);
}

}  // namespace bajigong::python
