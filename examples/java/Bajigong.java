// Bajigong for Java 17 through JNA: closeable handles over libbajigong.so.1. Copy it freely.
//
// Handles are AutoCloseable: use try-with-resources. All but Ledger are immutable and may be shared
// by threads; a Ledger may be used from any thread too. Closing one while another thread uses it is
// the caller's mistake, and using one that is closed is an exception.
import com.sun.jna.Callback;
import com.sun.jna.IntegerType;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

public final class Bajigong {
    private static final int ABI = 1, EN = 1;
    private static final String[] OUTCOMES = {"eligible", "ineligible", "undetermined", "fault"};
    private static final String[] AMOUNTS = {
        "none", "exact", "at_most", "at_least", "between", "open", "unknown", "fault"};
    private static final String[] TRUTHS = {"true", "false", "unknown", "fault"};

    /** A size_t. */
    public static final class Size extends IntegerType {
        public Size() { this(0); }

        public Size(long value) { super(Native.SIZE_T_SIZE, value, true); }
    }

    /** bjg_sign. */
    private interface Sign extends Callback {
        int call(Pointer context, Pointer bytes, Size size, Pointer sink);
    }

    /** The functions of bajigong.h that are used here, as it declares them. */
    private interface C extends Library {
        int bjg_abi_version();
        int bjg_error_status(Pointer error);
        Size bjg_error_count(Pointer error);
        String bjg_error_code(Pointer error, Size i, Pointer outSize);
        String bjg_error_message(Pointer error, Size i, int language, Pointer outSize);
        String bjg_error_pointer(Pointer error, Size i, Pointer outSize);
        void bjg_error_free(Pointer error);
        Pointer bjg_buffer_data(Pointer buffer);
        Size bjg_buffer_size(Pointer buffer);
        void bjg_buffer_free(Pointer buffer);
        int bjg_rulebooks_load(byte[] s, Size n, PointerByReference out, PointerByReference err);
        void bjg_rulebooks_free(Pointer rulebooks);
        int bjg_request_new(Pointer rulebooks, byte[] json, Size size, PointerByReference out,
            PointerByReference err);
        void bjg_request_free(Pointer request);
        int bjg_facts_from_json(Pointer rulebooks, byte[] json, Size size, PointerByReference out,
            PointerByReference err);
        void bjg_facts_free(Pointer facts);
        int bjg_decide(
            Pointer request, Pointer facts, PointerByReference out, PointerByReference err);
        int bjg_decision_outcome(Pointer decision);
        int bjg_decision_payable(Pointer decision);
        String bjg_decision_rule(Pointer decision, Pointer outSize);
        String bjg_decision_clause(Pointer decision, Pointer outSize);
        int bjg_decision_amount_kind(Pointer decision);
        long bjg_decision_amount_low(Pointer decision);
        long bjg_decision_amount_high(Pointer decision);
        Size bjg_decision_payment_count(Pointer decision);
        String bjg_decision_payment_step(Pointer decision, Size i, Pointer outSize);
        String bjg_decision_payment_payee(Pointer decision, Size i, Pointer outSize);
        int bjg_decision_payment_kind(Pointer decision, Size i);
        long bjg_decision_payment_low(Pointer decision, Size i);
        long bjg_decision_payment_high(Pointer decision, Size i);
        long bjg_decision_payment_due(Pointer decision, Size i);
        long bjg_decision_payment_recover(Pointer decision, Size i);
        Size bjg_decision_cause_count(Pointer decision);
        String bjg_decision_cause_kind(Pointer decision, Size i, Pointer outSize);
        String bjg_decision_cause_name(Pointer decision, Size i, Pointer outSize);
        Size bjg_decision_clause_count(Pointer decision);
        String bjg_decision_clause_id(Pointer decision, Size i, Pointer outSize);
        int bjg_decision_clause_truth(Pointer decision, Size i);
        String bjg_decision_clause_text(Pointer decision, Size i, int language, Pointer outSize);
        String bjg_decision_clause_cite(Pointer decision, Size i, Pointer outSize);
        int bjg_decision_json(Pointer decision, PointerByReference out, PointerByReference err);
        void bjg_decision_free(Pointer decision);
        int bjg_ledger_create(byte[] path, Size pathSize, byte[] founding, Size foundingSize,
            PointerByReference out, PointerByReference err);
        int bjg_ledger_apply(Pointer ledger, byte[] command, Size size, PointerByReference out,
            PointerByReference err);
        int bjg_ledger_balances(
            Pointer ledger, int which, PointerByReference out, PointerByReference err);
        int bjg_ledger_receipt(Pointer ledger, byte[] id, Size idSize, byte[] key, Size keySize,
            Sign sign, Pointer context, PointerByReference out, PointerByReference err);
        int bjg_ledger_checkpoint(Pointer ledger, byte[] key, Size size, Sign sign, Pointer context,
            PointerByReference out, PointerByReference err);
        void bjg_ledger_free(Pointer ledger);
        void bjg_sink_write(Pointer sink, byte[] bytes, Size size);
        void bjg_sink_fail(Pointer sink, byte[] message, Size size);
    }

    private static final C LIBRARY = load();

    private static C load() {
        C library = Native.load(
            "libbajigong.so." + ABI, C.class, Map.of(Library.OPTION_STRING_ENCODING, "UTF-8"));
        if (library.bjg_abi_version() != ABI)
            throw new IllegalStateException("libbajigong has another ABI");
        return library;
    }

    private Bajigong() {}

    /** What the library said was wrong: one problem or several. */
    public static final class Failure extends RuntimeException {
        public record Problem(String code, String pointer, String message) {}

        public final int status;
        public final List<Problem> problems;

        private Failure(int status, List<Problem> problems) {
            super(problems.get(0).message());
            this.status = status;
            this.problems = problems;
        }

        private static Failure take(Pointer error) {
            try {
                List<Problem> problems = new ArrayList<>();
                for (long i = 0; i < LIBRARY.bjg_error_count(error).longValue(); i++) {
                    Size at = new Size(i);
                    problems.add(new Problem(LIBRARY.bjg_error_code(error, at, null),
                        LIBRARY.bjg_error_pointer(error, at, null),
                        LIBRARY.bjg_error_message(error, at, EN, null)));
                }
                return new Failure(
                    LIBRARY.bjg_error_status(error), Collections.unmodifiableList(problems));
            } finally {
                LIBRARY.bjg_error_free(error);
            }
        }
    }

    private interface Call {
        int run(PointerByReference out, PointerByReference err);
    }

    private static Pointer make(Call call) {
        PointerByReference out = new PointerByReference(), err = new PointerByReference();
        if (call.run(out, err) != 0) throw Failure.take(err.getValue());
        return out.getValue();
    }

    private static String text(Call call) {
        Pointer buffer = make(call);
        if (buffer == null) return null;
        try {
            int size = LIBRARY.bjg_buffer_size(buffer).intValue();
            return new String(
                LIBRARY.bjg_buffer_data(buffer).getByteArray(0, size), StandardCharsets.UTF_8);
        } finally {
            LIBRARY.bjg_buffer_free(buffer);
        }
    }

    private static byte[] utf8(String text) { return text.getBytes(StandardCharsets.UTF_8); }

    private static Size size(byte[] bytes) { return new Size(bytes.length); }

    private abstract static class Handle implements AutoCloseable {
        private Pointer pointer;
        private final Consumer<Pointer> free;

        Handle(Pointer pointer, Consumer<Pointer> free) {
            this.pointer = pointer;
            this.free = free;
        }

        final Pointer get() {
            if (pointer == null) throw new IllegalStateException("used after close");
            return pointer;
        }

        @Override
        public final void close() {
            Pointer last = pointer;
            pointer = null;
            if (last != null) free.accept(last);
        }
    }

    /** A loaded set of rulebooks. */
    public static final class Rulebooks extends Handle {
        public Rulebooks(String sources) { this(utf8(sources)); }

        private Rulebooks(byte[] sources) {
            super(make((out, err) -> LIBRARY.bjg_rulebooks_load(sources, size(sources), out, err)),
                LIBRARY::bjg_rulebooks_free);
        }
    }

    /** What is asked, of whatever case. */
    public static final class Request extends Handle {
        public Request(Rulebooks rulebooks, String json) { this(rulebooks, utf8(json)); }

        private Request(Rulebooks rulebooks, byte[] json) {
            super(make((out, err)
                           -> LIBRARY.bjg_request_new(rulebooks.get(), json, size(json), out, err)),
                LIBRARY::bjg_request_free);
        }

        public Decision decide(Facts facts) {
            return new Decision(
                make((out, err) -> LIBRARY.bjg_decide(get(), facts.get(), out, err)));
        }
    }

    /** What is known of one case. */
    public static final class Facts extends Handle {
        public Facts(Rulebooks rulebooks, String json) { this(rulebooks, utf8(json)); }

        private Facts(Rulebooks rulebooks, byte[] json) {
            super(make((out, err)
                           -> LIBRARY.bjg_facts_from_json(
                               rulebooks.get(), json, size(json), out, err)),
                LIBRARY::bjg_facts_free);
        }
    }

    /** An amount: what is known of it, and figures in fen. */
    public record Amount(String kind, long low, long high) {}

    public record Payment(String step, String payee, Amount amount, long due, long recover) {}

    public record Cause(String kind, String name) {}

    public record Clause(String id, String truth, String text, String cite) {}

    /** The answer with its reasons. */
    public static final class Decision extends Handle {
        private Decision(Pointer pointer) { super(pointer, LIBRARY::bjg_decision_free); }

        public String rule() { return LIBRARY.bjg_decision_rule(get(), null); }

        public String outcome() { return OUTCOMES[LIBRARY.bjg_decision_outcome(get())]; }

        public boolean payable() { return LIBRARY.bjg_decision_payable(get()) != 0; }

        public String clause() { return LIBRARY.bjg_decision_clause(get(), null); }

        public Amount amount() {
            return new Amount(AMOUNTS[LIBRARY.bjg_decision_amount_kind(get())],
                LIBRARY.bjg_decision_amount_low(get()), LIBRARY.bjg_decision_amount_high(get()));
        }

        public List<Payment> payments() {
            return list(LIBRARY.bjg_decision_payment_count(get()),
                i
                -> new Payment(LIBRARY.bjg_decision_payment_step(get(), i, null),
                    LIBRARY.bjg_decision_payment_payee(get(), i, null),
                    new Amount(AMOUNTS[LIBRARY.bjg_decision_payment_kind(get(), i)],
                        LIBRARY.bjg_decision_payment_low(get(), i),
                        LIBRARY.bjg_decision_payment_high(get(), i)),
                    LIBRARY.bjg_decision_payment_due(get(), i),
                    LIBRARY.bjg_decision_payment_recover(get(), i)));
        }

        public List<Cause> causes() {
            return list(LIBRARY.bjg_decision_cause_count(get()),
                i
                -> new Cause(LIBRARY.bjg_decision_cause_kind(get(), i, null),
                    LIBRARY.bjg_decision_cause_name(get(), i, null)));
        }

        public List<Clause> clauses() {
            return list(LIBRARY.bjg_decision_clause_count(get()),
                i
                -> new Clause(LIBRARY.bjg_decision_clause_id(get(), i, null),
                    TRUTHS[LIBRARY.bjg_decision_clause_truth(get(), i)],
                    LIBRARY.bjg_decision_clause_text(get(), i, EN, null),
                    LIBRARY.bjg_decision_clause_cite(get(), i, null)));
        }

        public String json() {
            return text((out, err) -> LIBRARY.bjg_decision_json(get(), out, err));
        }

        private static <T> List<T> list(Size count, Function<Size, T> one) {
            List<T> all = new ArrayList<>();
            for (long i = 0; i < count.longValue(); i++) all.add(one.apply(new Size(i)));
            return all;
        }
    }

    /**
     * Signs bytes with a key that the host holds; what it throws is told as the error's message.
     */
    public interface Signer {
        byte[] sign(byte[] bytes);
    }

    /** A ledger in memory. */
    public static final class Ledger extends Handle {
        public Ledger(String founding) { this(utf8(founding)); }

        private Ledger(byte[] founding) {
            super(make((out, err)
                           -> LIBRARY.bjg_ledger_create(
                               null, new Size(0), founding, size(founding), out, err)),
                LIBRARY::bjg_ledger_free);
        }

        /** The verdict on a command. */
        public String apply(String command) {
            byte[] json = utf8(command);
            return text((out, err) -> LIBRARY.bjg_ledger_apply(get(), json, size(json), out, err));
        }

        /** Balances by kind, fund, year and line. */
        public String balances() {
            return text((out, err) -> LIBRARY.bjg_ledger_balances(get(), 0, out, err));
        }

        public String receipt(String id, String key, Signer signer) {
            byte[] name = utf8(id), keyName = utf8(key);
            Sign sign = callback(signer);
            return text((out, err)
                            -> LIBRARY.bjg_ledger_receipt(get(), name, size(name), keyName,
                                size(keyName), sign, null, out, err));
        }

        public String checkpoint(String key, Signer signer) {
            byte[] keyName = utf8(key);
            Sign sign = callback(signer);
            return text((out, err)
                            -> LIBRARY.bjg_ledger_checkpoint(
                                get(), keyName, size(keyName), sign, null, out, err));
        }

        // Nothing may be thrown through C.
        private static Sign callback(Signer signer) {
            return (context, bytes, size, sink) -> {
                try {
                    byte[] signature = signer.sign(bytes.getByteArray(0, size.intValue()));
                    LIBRARY.bjg_sink_write(sink, signature, size(signature));
                    return 0;
                } catch (Throwable error) {
                    byte[] message = utf8(String.valueOf(error.getMessage()));
                    LIBRARY.bjg_sink_fail(sink, message, size(message));
                    return 1;
                }
            };
        }
    }
}
