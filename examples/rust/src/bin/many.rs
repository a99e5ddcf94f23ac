//! Decides many cases over one loaded set of rulebooks. usage: many FACTS.jsonl
use bajigong::{Decision, Request, Rulebooks};
use std::error::Error;

/// A text as JSON writes it.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if (c as u32) < 0x20 => out += &format!("\\u{:04x}", c as u32),
            c => out.push(c),
        }
    }
    out + "\""
}

fn decide(
    rulebooks: &Rulebooks,
    request: &Request,
    text: &str,
) -> Result<Decision, bajigong::Error> {
    request.decide(&rulebooks.facts(text)?)
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: many FACTS.jsonl")?;
    let rulebooks = Rulebooks::load(r#"{"paths": ["policies"]}"#)?;
    let request = rulebooks.request(r#"{"rule": "skill_upgrading", "as_of": "2023-07-03"}"#)?;

    for (i, text) in std::fs::read_to_string(path)?.lines().enumerate() {
        let line = i + 1;
        match decide(&rulebooks, &request, text) {
            Ok(decision) => {
                let amount = decision.amount();
                println!(
                    r#"{{"line":{line},"outcome":"{}","clause":{},"amount":"{}","low":{},"high":{}}}"#,
                    decision.outcome(),
                    quoted(&decision.clause()),
                    amount.kind,
                    amount.low,
                    amount.high
                );
            }
            // A line that cannot be read is told of, and the next one is decided.
            Err(error) => {
                let problem = &error.problems[0];
                let pointer = quoted(&problem.pointer);
                println!(
                    r#"{{"line":{line},"error":"{}","pointer":{pointer}}}"#,
                    problem.code
                );
            }
        }
    }
    Ok(())
}
