//! A session with a voucher ledger in memory. usage: ledger COMMANDS.jsonl
use bajigong::Ledger;
use std::error::Error;

/// Signs a checkpoint. A host signs with a key that it guards; this toy stands for it with FNV-1a of
/// 64 bits, which everybody can compute and which proves nothing.
fn sign(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let hash = bytes.iter().fold(0xcbf29ce484222325u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100000001b3)
    });
    Ok(hash.to_be_bytes().to_vec())
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args()
        .nth(1)
        .ok_or("usage: ledger COMMANDS.jsonl")?;
    let ledger = Ledger::create(r#"{"origin": "example.gov.cn/vouchers", "hash": "sha256"}"#)?;

    for command in std::fs::read_to_string(path)?.lines() {
        // Accepted, rejected or refused: the verdict is an answer, never an error.
        println!("{}", ledger.apply(command)?);
    }
    println!("{}", ledger.balances()?);
    println!("{}", ledger.receipt("issue-1", "toy-key", &sign)?);
    println!("{}", ledger.checkpoint("toy-key", &sign)?);
    Ok(())
}
