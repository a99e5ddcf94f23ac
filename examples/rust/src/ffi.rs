//! The functions of bajigong.h that are used here, as it declares them.
use std::os::raw::{c_char, c_int, c_void};

pub const ABI: u32 = 1;
pub const OK: i32 = 0;
pub const EN: i32 = 1;
pub const BALANCES_POOLS: i32 = 0;

/// A type of which only pointers are known; neither Send nor Sync by itself.
macro_rules! opaque {
    ($($name:ident)*) => {$(
        #[repr(C)]
        pub struct $name {
            _opaque: [u8; 0],
            _pointers: std::marker::PhantomData<*mut u8>,
        }
    )*};
}
opaque! { Error Buffer Rulebooks Request Facts Decision Ledger Sink }

pub type Sign = extern "C" fn(*mut c_void, *const c_void, usize, *mut Sink) -> i32;
type Text = *const c_char;
type Size = *mut usize;

#[link(name = "bajigong")]
extern "C" {
    pub fn bjg_abi_version() -> u32;
    pub fn bjg_error_status(error: *const Error) -> i32;
    pub fn bjg_error_count(error: *const Error) -> usize;
    pub fn bjg_error_code(error: *const Error, i: usize, size: Size) -> Text;
    pub fn bjg_error_message(error: *const Error, i: usize, language: c_int, size: Size) -> Text;
    pub fn bjg_error_pointer(error: *const Error, i: usize, size: Size) -> Text;
    pub fn bjg_error_free(error: *mut Error);
    pub fn bjg_buffer_data(buffer: *const Buffer) -> Text;
    pub fn bjg_buffer_size(buffer: *const Buffer) -> usize;
    pub fn bjg_buffer_free(buffer: *mut Buffer);
    pub fn bjg_rulebooks_load(
        sources: Text,
        size: usize,
        out: *mut *mut Rulebooks,
        err: *mut *mut Error,
    ) -> i32;
    pub fn bjg_rulebooks_free(rulebooks: *mut Rulebooks);
    pub fn bjg_request_new(
        rulebooks: *const Rulebooks,
        json: Text,
        size: usize,
        out: *mut *mut Request,
        err: *mut *mut Error,
    ) -> i32;
    pub fn bjg_request_free(request: *mut Request);
    pub fn bjg_facts_from_json(
        rulebooks: *const Rulebooks,
        json: Text,
        size: usize,
        out: *mut *mut Facts,
        err: *mut *mut Error,
    ) -> i32;
    pub fn bjg_facts_free(facts: *mut Facts);
    pub fn bjg_decide(
        request: *const Request,
        facts: *const Facts,
        out: *mut *mut Decision,
        err: *mut *mut Error,
    ) -> i32;
    pub fn bjg_decision_outcome(decision: *const Decision) -> i32;
    pub fn bjg_decision_payable(decision: *const Decision) -> i32;
    pub fn bjg_decision_rule(decision: *const Decision, size: Size) -> Text;
    pub fn bjg_decision_clause(decision: *const Decision, size: Size) -> Text;
    pub fn bjg_decision_amount_kind(decision: *const Decision) -> i32;
    pub fn bjg_decision_amount_low(decision: *const Decision) -> i64;
    pub fn bjg_decision_amount_high(decision: *const Decision) -> i64;
    pub fn bjg_decision_payment_count(decision: *const Decision) -> usize;
    pub fn bjg_decision_payment_step(decision: *const Decision, i: usize, size: Size) -> Text;
    pub fn bjg_decision_payment_payee(decision: *const Decision, i: usize, size: Size) -> Text;
    pub fn bjg_decision_payment_kind(decision: *const Decision, i: usize) -> i32;
    pub fn bjg_decision_payment_low(decision: *const Decision, i: usize) -> i64;
    pub fn bjg_decision_payment_high(decision: *const Decision, i: usize) -> i64;
    pub fn bjg_decision_payment_due(decision: *const Decision, i: usize) -> i64;
    pub fn bjg_decision_payment_recover(decision: *const Decision, i: usize) -> i64;
    pub fn bjg_decision_cause_count(decision: *const Decision) -> usize;
    pub fn bjg_decision_cause_kind(decision: *const Decision, i: usize, size: Size) -> Text;
    pub fn bjg_decision_cause_name(decision: *const Decision, i: usize, size: Size) -> Text;
    pub fn bjg_decision_clause_count(decision: *const Decision) -> usize;
    pub fn bjg_decision_clause_id(decision: *const Decision, i: usize, size: Size) -> Text;
    pub fn bjg_decision_clause_truth(decision: *const Decision, i: usize) -> i32;
    pub fn bjg_decision_clause_text(
        decision: *const Decision,
        i: usize,
        language: i32,
        size: Size,
    ) -> Text;
    pub fn bjg_decision_clause_cite(decision: *const Decision, i: usize, size: Size) -> Text;
    pub fn bjg_decision_json(
        decision: *const Decision,
        out: *mut *mut Buffer,
        err: *mut *mut Error,
    ) -> i32;
    pub fn bjg_decision_free(decision: *mut Decision);
    pub fn bjg_ledger_create(
        path: Text,
        path_size: usize,
        founding: Text,
        founding_size: usize,
        out: *mut *mut Ledger,
        err: *mut *mut Error,
    ) -> i32;
    pub fn bjg_ledger_apply(
        ledger: *mut Ledger,
        command: Text,
        size: usize,
        out: *mut *mut Buffer,
        err: *mut *mut Error,
    ) -> i32;
    pub fn bjg_ledger_balances(
        ledger: *mut Ledger,
        which: i32,
        out: *mut *mut Buffer,
        err: *mut *mut Error,
    ) -> i32;
    pub fn bjg_ledger_receipt(
        ledger: *mut Ledger,
        id: Text,
        id_size: usize,
        key: Text,
        key_size: usize,
        sign: Sign,
        context: *mut c_void,
        out: *mut *mut Buffer,
        err: *mut *mut Error,
    ) -> i32;
    pub fn bjg_ledger_checkpoint(
        ledger: *mut Ledger,
        key: Text,
        size: usize,
        sign: Sign,
        context: *mut c_void,
        out: *mut *mut Buffer,
        err: *mut *mut Error,
    ) -> i32;
    pub fn bjg_ledger_free(ledger: *mut Ledger);
    pub fn bjg_sink_write(sink: *mut Sink, bytes: *const c_void, size: usize);
    pub fn bjg_sink_fail(sink: *mut Sink, message: Text, size: usize);
}
