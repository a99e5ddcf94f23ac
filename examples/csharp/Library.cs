// The functions of bajigong.h that Bajigong.cs uses, and how they are called.
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;

namespace Bajigong
{
    static class C
    {
        const string Library = "libbajigong.so.1";
        public const int Abi = 1, En = 1;

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        public delegate int Sign(IntPtr context, IntPtr bytes, UIntPtr size, IntPtr sink);

        [DllImport(Library)]
        public static extern uint bjg_abi_version();
        [DllImport(Library)]
        public static extern int bjg_error_status(IntPtr error);
        [DllImport(Library)]
        public static extern UIntPtr bjg_error_count(IntPtr error);
        [DllImport(Library)]
        public static extern IntPtr bjg_error_code(IntPtr error, UIntPtr i, out UIntPtr size);
        [DllImport(Library)]
        public static extern IntPtr bjg_error_message(IntPtr error, UIntPtr i, int language,
            out UIntPtr size);
        [DllImport(Library)]
        public static extern IntPtr bjg_error_pointer(IntPtr error, UIntPtr i, out UIntPtr size);
        [DllImport(Library)]
        public static extern void bjg_error_free(IntPtr error);
        [DllImport(Library)]
        public static extern IntPtr bjg_buffer_data(IntPtr buffer);
        [DllImport(Library)]
        public static extern UIntPtr bjg_buffer_size(IntPtr buffer);
        [DllImport(Library)]
        public static extern void bjg_buffer_free(IntPtr buffer);
        [DllImport(Library)]
        public static extern int bjg_rulebooks_load(byte[] sources, UIntPtr size, out IntPtr made,
            out IntPtr err);
        [DllImport(Library)]
        public static extern void bjg_rulebooks_free(IntPtr rulebooks);
        [DllImport(Library)]
        public static extern int bjg_request_new(Rulebooks rulebooks, byte[] json, UIntPtr size,
            out IntPtr made, out IntPtr err);
        [DllImport(Library)]
        public static extern void bjg_request_free(IntPtr request);
        [DllImport(Library)]
        public static extern int bjg_facts_from_json(Rulebooks rulebooks, byte[] json,
            UIntPtr size, out IntPtr made, out IntPtr err);
        [DllImport(Library)]
        public static extern void bjg_facts_free(IntPtr facts);
        [DllImport(Library)]
        public static extern int bjg_decide(Request request, Facts facts, out IntPtr made,
            out IntPtr err);
        [DllImport(Library)]
        public static extern int bjg_decision_outcome(Decision decision);
        [DllImport(Library)]
        public static extern int bjg_decision_payable(Decision decision);
        [DllImport(Library)]
        public static extern IntPtr bjg_decision_rule(Decision decision, out UIntPtr size);
        [DllImport(Library)]
        public static extern IntPtr bjg_decision_clause(Decision decision, out UIntPtr size);
        [DllImport(Library)]
        public static extern int bjg_decision_amount_kind(Decision decision);
        [DllImport(Library)]
        public static extern long bjg_decision_amount_low(Decision decision);
        [DllImport(Library)]
        public static extern long bjg_decision_amount_high(Decision decision);
        [DllImport(Library)]
        public static extern UIntPtr bjg_decision_payment_count(Decision decision);
        [DllImport(Library)]
        public static extern IntPtr bjg_decision_payment_step(Decision decision, UIntPtr i,
            out UIntPtr size);
        [DllImport(Library)]
        public static extern IntPtr bjg_decision_payment_payee(Decision decision, UIntPtr i,
            out UIntPtr size);
        [DllImport(Library)]
        public static extern int bjg_decision_payment_kind(Decision decision, UIntPtr i);
        [DllImport(Library)]
        public static extern long bjg_decision_payment_low(Decision decision, UIntPtr i);
        [DllImport(Library)]
        public static extern long bjg_decision_payment_high(Decision decision, UIntPtr i);
        [DllImport(Library)]
        public static extern long bjg_decision_payment_due(Decision decision, UIntPtr i);
        [DllImport(Library)]
        public static extern long bjg_decision_payment_recover(Decision decision, UIntPtr i);
        [DllImport(Library)]
        public static extern UIntPtr bjg_decision_cause_count(Decision decision);
        [DllImport(Library)]
        public static extern IntPtr bjg_decision_cause_kind(Decision decision, UIntPtr i,
            out UIntPtr size);
        [DllImport(Library)]
        public static extern IntPtr bjg_decision_cause_name(Decision decision, UIntPtr i,
            out UIntPtr size);
        [DllImport(Library)]
        public static extern UIntPtr bjg_decision_clause_count(Decision decision);
        [DllImport(Library)]
        public static extern IntPtr bjg_decision_clause_id(Decision decision, UIntPtr i,
            out UIntPtr size);
        [DllImport(Library)]
        public static extern int bjg_decision_clause_truth(Decision decision, UIntPtr i);
        [DllImport(Library)]
        public static extern IntPtr bjg_decision_clause_text(Decision decision, UIntPtr i,
            int language, out UIntPtr size);
        [DllImport(Library)]
        public static extern IntPtr bjg_decision_clause_cite(Decision decision, UIntPtr i,
            out UIntPtr size);
        [DllImport(Library)]
        public static extern int bjg_decision_json(Decision decision, out IntPtr made,
            out IntPtr err);
        [DllImport(Library)]
        public static extern void bjg_decision_free(IntPtr decision);
        [DllImport(Library)]
        public static extern int bjg_ledger_create(byte[] path, UIntPtr pathSize, byte[] founding,
            UIntPtr foundingSize, out IntPtr made, out IntPtr err);
        [DllImport(Library)]
        public static extern int bjg_ledger_apply(Ledger ledger, byte[] command, UIntPtr size,
            out IntPtr made, out IntPtr err);
        [DllImport(Library)]
        public static extern int bjg_ledger_balances(Ledger ledger, int which, out IntPtr made,
            out IntPtr err);
        [DllImport(Library)]
        public static extern int bjg_ledger_receipt(Ledger ledger, byte[] id, UIntPtr idSize,
            byte[] key, UIntPtr keySize, Sign sign, IntPtr context, out IntPtr made,
            out IntPtr err);
        [DllImport(Library)]
        public static extern int bjg_ledger_checkpoint(Ledger ledger, byte[] key, UIntPtr size,
            Sign sign, IntPtr context, out IntPtr made, out IntPtr err);
        [DllImport(Library)]
        public static extern void bjg_ledger_free(IntPtr ledger);
        [DllImport(Library)]
        public static extern void bjg_sink_write(IntPtr sink, byte[] bytes, UIntPtr size);
        [DllImport(Library)]
        public static extern void bjg_sink_fail(IntPtr sink, byte[] message, UIntPtr size);

        // A library of another ABI is not called.
        static C()
        {
            if (bjg_abi_version() != Abi)
                throw new InvalidOperationException("libbajigong has another ABI");
        }

        public static byte[] Utf8(string text) { return Encoding.UTF8.GetBytes(text); }
        public static UIntPtr Size(byte[] bytes) { return (UIntPtr)bytes.Length; }

        // Copies bytes that the library lends.
        public static byte[] Copy(IntPtr bytes, UIntPtr size)
        {
            var copy = new byte[(int)size];
            if (copy.Length > 0) Marshal.Copy(bytes, copy, 0, copy.Length);
            return copy;
        }

        public delegate IntPtr Lender(out UIntPtr size);

        // A text that the library lends.
        public static string Lent(Lender lender)
        {
            UIntPtr size;
            var text = lender(out size);
            return Encoding.UTF8.GetString(Copy(text, size));
        }

        public delegate int Call(out IntPtr made, out IntPtr err);

        // Runs a call that gives a handle or an error; takes the error.
        public static IntPtr Make(Call call)
        {
            IntPtr made, err;
            if (call(out made, out err) != 0) throw new Failure(err);
            return made;
        }

        // The same for a call that gives a buffer: its text, or null if there is none.
        public static string Text(Call call)
        {
            var buffer = Make(call);
            if (buffer == IntPtr.Zero) return null;
            try
            {
                var bytes = Copy(bjg_buffer_data(buffer), bjg_buffer_size(buffer));
                return Encoding.UTF8.GetString(bytes);
            }
            finally
            {
                bjg_buffer_free(buffer);
            }
        }

        public static IEnumerable<UIntPtr> UpTo(UIntPtr count)
        {
            for (ulong i = 0; i < (ulong)count; i++) yield return (UIntPtr)i;
        }
    }
}
