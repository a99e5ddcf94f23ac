//! Bajigong for Rust, over libbajigong.so.1. Copy it freely, with ffi.rs and build.rs.
//!
//! What is made here frees itself when dropped. All types may be sent to other threads and shared by
//! them, as the head of bajigong.h says.
mod ffi;

use std::ffi::{c_void, CStr};
use std::fmt;
use std::os::raw::c_char;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::ptr::null_mut;

const OUTCOMES: [&str; 4] = ["eligible", "ineligible", "undetermined", "fault"];
const AMOUNTS: [&str; 8] = [
    "none", "exact", "at_most", "at_least", "between", "open", "unknown", "fault",
];
const TRUTHS: [&str; 4] = ["true", "false", "unknown", "fault"];

/// One thing that was wrong.
#[derive(Debug, Clone)]
pub struct Problem {
    pub code: String,
    pub pointer: String,
    pub message: String,
}

/// What the library said was wrong: one problem or several.
#[derive(Debug, Clone)]
pub struct Error {
    pub status: i32,
    pub problems: Vec<Problem>,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem {
            code,
            pointer,
            message,
        } = &self.problems[0];
        write!(f, "{code} {pointer}: {message}")
    }
}

impl std::error::Error for Error {}

/// Copies a text that the library lends.
///
/// # Safety
/// `text` is null or ends in NUL, and what it was read from is alive.
unsafe fn copy(text: *const c_char) -> String {
    if text.is_null() {
        return String::new();
    }
    CStr::from_ptr(text).to_string_lossy().into_owned()
}

fn bytes(text: &str) -> *const c_char {
    text.as_ptr().cast()
}

/// Runs a call that gives a handle or an error; takes the error.
fn make<T>(call: impl FnOnce(*mut *mut T, *mut *mut ffi::Error) -> i32) -> Result<*mut T, Error> {
    let (mut out, mut err) = (null_mut(), null_mut());
    let status = call(&mut out, &mut err);
    if status == ffi::OK {
        return Ok(out);
    }
    unsafe {
        let problem = |i| Problem {
            code: copy(ffi::bjg_error_code(err, i, null_mut())),
            pointer: copy(ffi::bjg_error_pointer(err, i, null_mut())),
            message: copy(ffi::bjg_error_message(err, i, ffi::EN, null_mut())),
        };
        let problems = (0..ffi::bjg_error_count(err)).map(problem).collect();
        let status = ffi::bjg_error_status(err);
        ffi::bjg_error_free(err);
        Err(Error { status, problems })
    }
}

/// The same for a call that gives a buffer: its text.
fn text(
    call: impl FnOnce(*mut *mut ffi::Buffer, *mut *mut ffi::Error) -> i32,
) -> Result<String, Error> {
    let buffer = make(call)?;
    unsafe {
        let size = ffi::bjg_buffer_size(buffer);
        let data = std::slice::from_raw_parts(ffi::bjg_buffer_data(buffer).cast(), size);
        let text = String::from_utf8_lossy(data).into_owned();
        ffi::bjg_buffer_free(buffer);
        Ok(text)
    }
}

/// Types that own a handle and free it.
macro_rules! handles {
    ($($(#[$doc:meta])* $name:ident $free:ident;)*) => {$(
        $(#[$doc])*
        pub struct $name(*mut ffi::$name);

        impl Drop for $name {
            fn drop(&mut self) {
                unsafe { ffi::$free(self.0) }
            }
        }

        // The library lets any thread use them, and several at once.
        unsafe impl Send for $name {}
        unsafe impl Sync for $name {}
    )*};
}

handles! {
    /// A loaded set of rulebooks.
    Rulebooks bjg_rulebooks_free;
    /// What is asked, of whatever case.
    Request bjg_request_free;
    /// What is known of one case.
    Facts bjg_facts_free;
    /// The answer with its reasons.
    Decision bjg_decision_free;
    /// A voucher ledger. What it answers is JSON.
    Ledger bjg_ledger_free;
}

/// The first thing that is done with the library: one of another ABI is not called.
fn check_abi() {
    let abi = unsafe { ffi::bjg_abi_version() };
    assert_eq!(
        abi,
        ffi::ABI,
        "libbajigong has another ABI than this program"
    );
}

impl Rulebooks {
    /// Loads what a JSON object names: `{"paths": ["policies"]}`.
    pub fn load(sources: &str) -> Result<Self, Error> {
        check_abi();
        make(|out, err| unsafe { ffi::bjg_rulebooks_load(bytes(sources), sources.len(), out, err) })
            .map(Self)
    }

    pub fn request(&self, json: &str) -> Result<Request, Error> {
        make(|out, err| unsafe { ffi::bjg_request_new(self.0, bytes(json), json.len(), out, err) })
            .map(Request)
    }

    pub fn facts(&self, json: &str) -> Result<Facts, Error> {
        make(|out, err| unsafe {
            ffi::bjg_facts_from_json(self.0, bytes(json), json.len(), out, err)
        })
        .map(Facts)
    }
}

impl Request {
    pub fn decide(&self, facts: &Facts) -> Result<Decision, Error> {
        make(|out, err| unsafe { ffi::bjg_decide(self.0, facts.0, out, err) }).map(Decision)
    }
}

/// What is known of a sum; fen.
pub struct Amount {
    pub kind: &'static str,
    pub low: i64,
    pub high: i64,
}

pub struct Payment {
    pub step: String,
    pub payee: String,
    pub amount: Amount,
    /// -1 where not known, as `recover`.
    pub due: i64,
    pub recover: i64,
}

/// What an undetermined answer rests on.
pub struct Cause {
    pub kind: String,
    pub name: String,
}

pub struct Clause {
    pub id: String,
    pub truth: &'static str,
    pub text: String,
    pub cite: String,
}

impl Decision {
    pub fn rule(&self) -> String {
        unsafe { copy(ffi::bjg_decision_rule(self.0, null_mut())) }
    }

    pub fn outcome(&self) -> &'static str {
        OUTCOMES[unsafe { ffi::bjg_decision_outcome(self.0) } as usize]
    }

    pub fn payable(&self) -> bool {
        unsafe { ffi::bjg_decision_payable(self.0) != 0 }
    }

    /// The clause that makes the outcome what it is; empty for an eligible case.
    pub fn clause(&self) -> String {
        unsafe { copy(ffi::bjg_decision_clause(self.0, null_mut())) }
    }

    /// All payments together.
    pub fn amount(&self) -> Amount {
        unsafe {
            Amount {
                kind: AMOUNTS[ffi::bjg_decision_amount_kind(self.0) as usize],
                low: ffi::bjg_decision_amount_low(self.0),
                high: ffi::bjg_decision_amount_high(self.0),
            }
        }
    }

    pub fn payments(&self) -> Vec<Payment> {
        let one = |i| unsafe {
            Payment {
                step: copy(ffi::bjg_decision_payment_step(self.0, i, null_mut())),
                payee: copy(ffi::bjg_decision_payment_payee(self.0, i, null_mut())),
                amount: Amount {
                    kind: AMOUNTS[ffi::bjg_decision_payment_kind(self.0, i) as usize],
                    low: ffi::bjg_decision_payment_low(self.0, i),
                    high: ffi::bjg_decision_payment_high(self.0, i),
                },
                due: ffi::bjg_decision_payment_due(self.0, i),
                recover: ffi::bjg_decision_payment_recover(self.0, i),
            }
        };
        (0..unsafe { ffi::bjg_decision_payment_count(self.0) })
            .map(one)
            .collect()
    }

    pub fn causes(&self) -> Vec<Cause> {
        let one = |i| unsafe {
            Cause {
                kind: copy(ffi::bjg_decision_cause_kind(self.0, i, null_mut())),
                name: copy(ffi::bjg_decision_cause_name(self.0, i, null_mut())),
            }
        };
        (0..unsafe { ffi::bjg_decision_cause_count(self.0) })
            .map(one)
            .collect()
    }

    pub fn clauses(&self) -> Vec<Clause> {
        let one = |i| unsafe {
            Clause {
                id: copy(ffi::bjg_decision_clause_id(self.0, i, null_mut())),
                truth: TRUTHS[ffi::bjg_decision_clause_truth(self.0, i) as usize],
                text: copy(ffi::bjg_decision_clause_text(
                    self.0,
                    i,
                    ffi::EN,
                    null_mut(),
                )),
                cite: copy(ffi::bjg_decision_clause_cite(self.0, i, null_mut())),
            }
        };
        (0..unsafe { ffi::bjg_decision_clause_count(self.0) })
            .map(one)
            .collect()
    }

    pub fn json(&self) -> Result<String, Error> {
        text(|out, err| unsafe { ffi::bjg_decision_json(self.0, out, err) })
    }
}

/// Signs bytes with a key that the host holds; the text of an error is told as the call's.
pub type Signer<'a> = &'a dyn Fn(&[u8]) -> Result<Vec<u8>, String>;

/// What C calls: `context` points to a Signer. A panic must not pass through C.
extern "C" fn sign(
    context: *mut c_void,
    data: *const c_void,
    size: usize,
    sink: *mut ffi::Sink,
) -> i32 {
    unsafe {
        let signer = &*context.cast::<Signer>();
        let data = std::slice::from_raw_parts(data.cast(), size);
        let answer = catch_unwind(AssertUnwindSafe(|| signer(data)));
        match answer.unwrap_or_else(|_| Err("the signer panicked".to_string())) {
            Ok(signature) => {
                ffi::bjg_sink_write(sink, signature.as_ptr().cast(), signature.len());
                0
            }
            Err(message) => {
                ffi::bjg_sink_fail(sink, bytes(&message), message.len());
                1
            }
        }
    }
}

impl Ledger {
    /// A new ledger in memory.
    pub fn create(founding: &str) -> Result<Self, Error> {
        check_abi();
        make(|out, err| unsafe {
            ffi::bjg_ledger_create(
                std::ptr::null(),
                0,
                bytes(founding),
                founding.len(),
                out,
                err,
            )
        })
        .map(Self)
    }

    /// The verdict on a command. A rejection is a verdict, never an error.
    pub fn apply(&self, command: &str) -> Result<String, Error> {
        text(|out, err| unsafe {
            ffi::bjg_ledger_apply(self.0, bytes(command), command.len(), out, err)
        })
    }

    /// Balances by kind, fund, year and line.
    pub fn balances(&self) -> Result<String, Error> {
        text(|out, err| unsafe { ffi::bjg_ledger_balances(self.0, ffi::BALANCES_POOLS, out, err) })
    }

    /// Proof that the record of a command is in the log, under a signed checkpoint.
    pub fn receipt(&self, id: &str, key: &str, mut signer: Signer) -> Result<String, Error> {
        let context: *mut Signer = &mut signer;
        text(|out, err| unsafe {
            ffi::bjg_ledger_receipt(
                self.0,
                bytes(id),
                id.len(),
                bytes(key),
                key.len(),
                sign,
                context.cast(),
                out,
                err,
            )
        })
    }

    /// The log as it stands, signed.
    pub fn checkpoint(&self, key: &str, mut signer: Signer) -> Result<String, Error> {
        let context: *mut Signer = &mut signer;
        text(|out, err| unsafe {
            ffi::bjg_ledger_checkpoint(
                self.0,
                bytes(key),
                key.len(),
                sign,
                context.cast(),
                out,
                err,
            )
        })
    }
}
