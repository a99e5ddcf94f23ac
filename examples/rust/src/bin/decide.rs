//! Decides one case and prints the answer with its reasons. usage: decide FACTS.json
use bajigong::{Decision, Rulebooks};
use std::error::Error;

fn print_reasons(decision: &Decision) {
    println!("rule: {}", decision.rule());
    println!("outcome: {}", decision.outcome());
    println!("payable: {}", if decision.payable() { "yes" } else { "no" });
    println!("deciding clause: {}", decision.clause());
    let amount = decision.amount();
    println!(
        "amount: {}, {} to {} fen",
        amount.kind, amount.low, amount.high
    );
    for p in decision.payments() {
        println!(
            "payment {} to {}: {}, {} to {} fen; due {}, to recover {}",
            p.step, p.payee, p.amount.kind, p.amount.low, p.amount.high, p.due, p.recover
        );
    }
    for cause in decision.causes() {
        println!("because of {}: {}", cause.kind, cause.name);
    }
    for clause in decision.clauses() {
        println!(
            "clause {}: {}, {} [{}]",
            clause.id, clause.truth, clause.text, clause.cite
        );
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: decide FACTS.json")?;
    let rulebooks = Rulebooks::load(r#"{"paths": ["policies"]}"#)?;
    let request = rulebooks.request(r#"{"rule": "skill_upgrading", "as_of": "2023-07-03"}"#)?;
    let facts = rulebooks.facts(&std::fs::read_to_string(path)?)?;

    let decision = request.decide(&facts)?;
    print_reasons(&decision);
    println!("{}", decision.json()?);
    Ok(())
}
