// Populations: Arrow capsules in and out.
#include "bajigong/population.hpp"

#include <chrono>

#include "bind.hpp"
#include "evaluation.hpp"
#include "values.hpp"

namespace bajigong::python {

namespace {

// The GIL is asked for no more often than this.
constexpr std::chrono::milliseconds kPause{50};

// A capsule that releases what it holds, unless a consumer moved it out.
template <class T>
py::object capsule(T& structure, const char* name) {
    auto held = std::make_unique<T>(structure);
    arrow::Owned<T> guard(&structure);  // releases it if there will be no capsule
    PyObject* made = PyCapsule_New(held.get(), name, [](PyObject* dying) {
        auto* inside = static_cast<T*>(PyCapsule_GetPointer(dying, PyCapsule_GetName(dying)));
        if (inside->release != nullptr) inside->release(inside);
        delete inside;
    });
    if (made == nullptr) throw py::error_already_set();
    held.release();
    T moved{};
    guard.move_to(&moved);  // the capsule has it
    return py::reinterpret_steal<py::object>(made);
}

ArrowArrayStream* stream_in(const py::object& capsule) {
    void* inside = PyCapsule_GetPointer(capsule.ptr(), "arrow_array_stream");
    if (inside == nullptr) throw py::error_already_set();
    return static_cast<ArrowArrayStream*>(inside);
}

// Tells Python how many rows are done, now and then, and keeps what it raised.
class Watch {
   public:
    explicit Watch(py::object told) : told_(std::move(told)) {}
    ~Watch() {
        const py::gil_scoped_acquire acquired;
        told_ = py::object();
        raised_ = nullptr;
    }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    bool operator()(std::uint64_t rows) {
        const auto now = std::chrono::steady_clock::now();
        if (now < next_) return true;
        next_ = now + kPause;
        const py::gil_scoped_acquire acquired;
        try {
            if (PyErr_CheckSignals() != 0) throw py::error_already_set();
            if (!told_.is_none()) told_(rows);
            return true;
        } catch (...) {
            raised_ = std::current_exception();
            return false;
        }
    }
    void rethrow() {
        if (raised_) std::rethrow_exception(std::exchange(raised_, nullptr));
    }

   private:
    py::object told_;
    std::exception_ptr raised_;
    std::chrono::steady_clock::time_point next_{};
};

PopulationRequest request_of(const std::vector<std::string>& rules, Date on,
                             std::optional<Date> law_date, const std::string& salt,
                             const Given* given) {
    PopulationRequest request{rules, {on, law_date, salt}, std::nullopt};
    if (given != nullptr) request.given = *given;
    return request;
}

std::shared_ptr<Evaluation> evaluate(const Rulebooks& rulebooks,
                                     const std::vector<std::string>& rules, Date on,
                                     std::optional<Date> law_date, const std::string& salt,
                                     const Given* given, std::string_view options,
                                     const py::object& table, const py::object& told) {
    ArrowArrayStream* in = stream_in(table);
    const PopulationRequest request = request_of(rules, on, law_date, salt, given);
    Watch watch(told);
    try {
        const py::gil_scoped_release released;
        // pybind11 knows no pointers to const; nothing that is bound changes it.
        return std::const_pointer_cast<Evaluation>(
            Evaluation::make(rulebooks, request, in, options, std::ref(watch)));
    } catch (const Failure&) {
        watch.rethrow();
        throw;
    }
}

// Results that are decided while they are pulled, once.
class LazyResults {
   public:
    explicit LazyResults(ArrowArrayStream* stream) : stream_(stream) {}

    py::object schema() {
        need();
        ArrowSchema out{};
        if (stream_->get_schema(stream_.get(), &out) != 0) throw std::runtime_error("no schema");
        return capsule(out, "arrow_schema");
    }
    py::object stream() {
        need();
        ArrowArrayStream out{};
        stream_.move_to(&out);
        return capsule(out, "arrow_array_stream");
    }

   private:
    void need() const {
        if (!stream_) throw std::invalid_argument("these results were read already");
    }
    arrow::Owned<ArrowArrayStream> stream_;
};

std::unique_ptr<LazyResults> evaluate_lazily(const Rulebooks& rulebooks,
                                             const std::vector<std::string>& rules, Date on,
                                             std::optional<Date> law_date, const std::string& salt,
                                             const Given* given, std::string_view options,
                                             const py::object& table) {
    ArrowArrayStream* in = stream_in(table);
    const PopulationRequest request = request_of(rules, on, law_date, salt, given);
    ArrowArrayStream out{};
    const py::gil_scoped_release released;
    decide_stream(rulebooks, request, in, &out, options);
    return std::make_unique<LazyResults>(&out);
}

}  // namespace

void bind_population(py::module_& module) {
    py::classh<Evaluation>(module, "Evaluation")
        .def_property_readonly("rows", &Evaluation::rows)
        .def("report", &Evaluation::report)
        .def("facts", &Evaluation::facts, py::call_guard<py::gil_scoped_release>())
        .def("schema",
             [](const Evaluation& evaluation) {
                 ArrowSchema out{};
                 evaluation.schema(&out);
                 return capsule(out, "arrow_schema");
             })
        .def("stream", [](const std::shared_ptr<Evaluation>& evaluation) {
            ArrowArrayStream out{};
            Evaluation::stream(evaluation, &out);
            return capsule(out, "arrow_array_stream");
        });
    module.def("evaluate", &evaluate);
    py::classh<LazyResults>(module, "LazyResults")
        .def("schema", &LazyResults::schema)
        .def("stream", &LazyResults::stream);
    module.def("evaluate_lazily", &evaluate_lazily);
}

}  // namespace bajigong::python
