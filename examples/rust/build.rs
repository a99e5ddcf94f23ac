// Asks pkg-config where libbajigong is.
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-env-changed=PKG_CONFIG_PATH");
    let output = Command::new("pkg-config")
        .args(["--libs-only-L", "bajigong"])
        .output()
        .expect("pkg-config runs");
    assert!(output.status.success(), "pkg-config does not know bajigong");
    let flags = String::from_utf8(output.stdout).expect("paths in UTF-8");
    for folder in flags
        .split_whitespace()
        .filter_map(|flag| flag.strip_prefix("-L"))
    {
        println!("cargo:rustc-link-search=native={folder}");
    }
}
