// Bajigong for .NET and Mono through DllImport: handles over libbajigong.so.1. Copy it freely, with
// Library.cs.
//
// Handles are SafeHandles: use `using`; what is forgotten is freed by the finalizer. All but Ledger
// are immutable and may be shared by threads; a Ledger may be used from any thread too.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace Bajigong
{
    public struct Problem { public string Code, Pointer, Message; }

    // What the library said was wrong: one problem or several.
    public sealed class Failure : Exception
    {
        public readonly int Status;
        public readonly List<Problem> Problems;
        public override string Message { get { return Problems[0].Message; } }

        // Takes the error.
        internal Failure(IntPtr error)
        {
            Status = C.bjg_error_status(error);
            Problems = C.UpTo(C.bjg_error_count(error)).Select(i => new Problem {
                Code = C.Lent((out UIntPtr n) => C.bjg_error_code(error, i, out n)),
                Pointer = C.Lent((out UIntPtr n) => C.bjg_error_pointer(error, i, out n)),
                Message = C.Lent((out UIntPtr n) => C.bjg_error_message(error, i, C.En, out n)),
            }).ToList();
            C.bjg_error_free(error);
        }
    }

    public abstract class Handle : SafeHandle
    {
        readonly Action<IntPtr> free;

        internal Handle(IntPtr made, Action<IntPtr> free) : base(IntPtr.Zero, true)
        {
            this.free = free;
            SetHandle(made);
        }

        public override bool IsInvalid { get { return handle == IntPtr.Zero; } }

        protected override bool ReleaseHandle()
        {
            free(handle);
            return true;
        }
    }

    // A loaded set of rulebooks.
    public sealed class Rulebooks : Handle
    {
        public Rulebooks(string sources) : this(C.Utf8(sources)) {}

        Rulebooks(byte[] sources) : base(C.Make((out IntPtr made, out IntPtr err) =>
            C.bjg_rulebooks_load(sources, C.Size(sources), out made, out err)),
            C.bjg_rulebooks_free) {}
    }

    // What is known of one case.
    public sealed class Facts : Handle
    {
        public Facts(Rulebooks rulebooks, string json) : this(rulebooks, C.Utf8(json)) {}

        Facts(Rulebooks rulebooks, byte[] json) : base(C.Make((out IntPtr made, out IntPtr err) =>
            C.bjg_facts_from_json(rulebooks, json, C.Size(json), out made, out err)),
            C.bjg_facts_free) {}
    }

    // What is asked, of whatever case.
    public sealed class Request : Handle
    {
        public Request(Rulebooks rulebooks, string json) : this(rulebooks, C.Utf8(json)) {}

        Request(Rulebooks rulebooks, byte[] json) : base(C.Make((out IntPtr made, out IntPtr err) =>
            C.bjg_request_new(rulebooks, json, C.Size(json), out made, out err)),
            C.bjg_request_free) {}

        public Decision Decide(Facts facts)
        {
            return new Decision(C.Make((out IntPtr made, out IntPtr err) =>
                C.bjg_decide(this, facts, out made, out err)));
        }
    }

    // What is known of a sum; fen.
    public struct Amount { public string Kind; public long Low, High; }

    // Due and Recover are -1 where not known.
    public struct Payment
    {
        public string Step, Payee;
        public Amount Amount;
        public long Due, Recover;
    }

    public struct Cause { public string Kind, Name; }

    public struct Clause { public string Id, Truth, Text, Cite; }

    // The answer with its reasons.
    public sealed class Decision : Handle
    {
        static readonly string[] outcomes = { "eligible", "ineligible", "undetermined", "fault" };
        static readonly string[] amounts = {
            "none", "exact", "at_most", "at_least", "between", "open", "unknown", "fault" };
        static readonly string[] truths = { "true", "false", "unknown", "fault" };

        internal Decision(IntPtr made) : base(made, C.bjg_decision_free) {}

        public string Rule
        {
            get { return C.Lent((out UIntPtr n) => C.bjg_decision_rule(this, out n)); }
        }

        public string Outcome { get { return outcomes[C.bjg_decision_outcome(this)]; } }
        public bool Payable { get { return C.bjg_decision_payable(this) != 0; } }

        // The one that makes the outcome what it is; empty for an eligible case.
        public string Clause
        {
            get { return C.Lent((out UIntPtr n) => C.bjg_decision_clause(this, out n)); }
        }

        public Amount Amount
        {
            get
            {
                return new Amount { Kind = amounts[C.bjg_decision_amount_kind(this)],
                    Low = C.bjg_decision_amount_low(this),
                    High = C.bjg_decision_amount_high(this) };
            }
        }

        public IEnumerable<Payment> Payments
        {
            get
            {
                return C.UpTo(C.bjg_decision_payment_count(this)).Select(i => new Payment {
                    Step = C.Lent((out UIntPtr n) => C.bjg_decision_payment_step(this, i, out n)),
                    Payee = C.Lent((out UIntPtr n) => C.bjg_decision_payment_payee(this, i, out n)),
                    Amount = new Amount { Kind = amounts[C.bjg_decision_payment_kind(this, i)],
                        Low = C.bjg_decision_payment_low(this, i),
                        High = C.bjg_decision_payment_high(this, i) },
                    Due = C.bjg_decision_payment_due(this, i),
                    Recover = C.bjg_decision_payment_recover(this, i) });
            }
        }

        public IEnumerable<Cause> Causes
        {
            get
            {
                return C.UpTo(C.bjg_decision_cause_count(this)).Select(i => new Cause {
                    Kind = C.Lent((out UIntPtr n) => C.bjg_decision_cause_kind(this, i, out n)),
                    Name = C.Lent((out UIntPtr n) => C.bjg_decision_cause_name(this, i, out n)) });
            }
        }

        public IEnumerable<Clause> Clauses
        {
            get
            {
                return C.UpTo(C.bjg_decision_clause_count(this)).Select(i => new Clause {
                    Id = C.Lent((out UIntPtr n) => C.bjg_decision_clause_id(this, i, out n)),
                    Truth = truths[C.bjg_decision_clause_truth(this, i)],
                    Text = C.Lent((out UIntPtr n) =>
                        C.bjg_decision_clause_text(this, i, C.En, out n)),
                    Cite = C.Lent((out UIntPtr n) => C.bjg_decision_clause_cite(this, i, out n)) });
            }
        }

        public string Json
        {
            get
            {
                return C.Text((out IntPtr made, out IntPtr err) =>
                    C.bjg_decision_json(this, out made, out err));
            }
        }
    }

    // Signs bytes with a key that the host holds; what it throws is told as the error's message.
    public delegate byte[] Signer(byte[] bytes);

    // A voucher ledger. What it answers is JSON.
    public sealed class Ledger : Handle
    {
        // A new ledger in memory.
        public Ledger(string founding) : this(C.Utf8(founding)) {}

        Ledger(byte[] founding) : base(C.Make((out IntPtr made, out IntPtr err) =>
            C.bjg_ledger_create(null, UIntPtr.Zero, founding, C.Size(founding), out made, out err)),
            C.bjg_ledger_free) {}

        // The verdict on a command.
        public string Apply(string command)
        {
            var json = C.Utf8(command);
            return C.Text((out IntPtr made, out IntPtr err) =>
                C.bjg_ledger_apply(this, json, C.Size(json), out made, out err));
        }

        // Balances by kind, fund, year and line.
        public string Balances()
        {
            return C.Text((out IntPtr made, out IntPtr err) =>
                C.bjg_ledger_balances(this, 0, out made, out err));
        }

        public string Receipt(string id, string key, Signer signer)
        {
            byte[] idBytes = C.Utf8(id), keyBytes = C.Utf8(key);
            C.Sign sign = Callback(signer);
            var receipt = C.Text((out IntPtr made, out IntPtr err) => C.bjg_ledger_receipt(this,
                idBytes, C.Size(idBytes), keyBytes, C.Size(keyBytes), sign, IntPtr.Zero, out made,
                out err));
            GC.KeepAlive(sign);
            return receipt;
        }

        public string Checkpoint(string key, Signer signer)
        {
            var keyBytes = C.Utf8(key);
            C.Sign sign = Callback(signer);
            var checkpoint = C.Text((out IntPtr made, out IntPtr err) =>
                C.bjg_ledger_checkpoint(this, keyBytes, C.Size(keyBytes), sign, IntPtr.Zero,
                    out made, out err));
            GC.KeepAlive(sign);
            return checkpoint;
        }

        // Nothing may be thrown through C.
        static C.Sign Callback(Signer signer)
        {
            return (context, bytes, size, sink) =>
            {
                try
                {
                    var signature = signer(C.Copy(bytes, size));
                    C.bjg_sink_write(sink, signature, C.Size(signature));
                    return 0;
                }
                catch (Exception error)
                {
                    var message = C.Utf8(error.Message);
                    C.bjg_sink_fail(sink, message, C.Size(message));
                    return 1;
                }
            };
        }
    }
}
