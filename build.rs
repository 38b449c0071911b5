//! Tells the program what it reads with: a checksum over everything that decides what a document
//! becomes, so that a store knows which documents to read again after a change of reader, rule or
//! dictionary, whether or not anybody thought of raising a version; and one over the whole program, so
//! that a run knows whether outputs are those of this one.

use std::fs;
use std::path::{Path, PathBuf};

/// What decides what a document becomes.
const DECIDING: [&str; 9] = [
    "Cargo.lock",
    "data/functional-classes.csv",
    "data/labels",
    "src/checks",
    "src/documents",
    "src/problem.rs",
    "src/records",
    "src/tables",
    "src/values",
];

/// What decides what the program does beside.
const PROGRAM: [&str; 4] = ["Cargo.toml", "build.rs", "data", "src"];

fn main() {
    let reader = checksum(&DECIDING);
    println!("cargo:rustc-env=JIXIAO_READER={reader:032x}");
    // Outputs of another program are made anew, whatever changed in it.
    let all: Vec<&str> = DECIDING.iter().chain(&PROGRAM).copied().collect();
    println!("cargo:rustc-env=JIXIAO_PROGRAM={:032x}", checksum(&all));
}

/// Checksum of everything at or below `paths`.
fn checksum(paths: &[&str]) -> u128 {
    let mut files = Vec::new();
    for path in paths {
        println!("cargo:rerun-if-changed={path}");
        collect(Path::new(path), &mut files);
    }
    // Documents are what it reads, and no part of it.
    files.retain(|file| !file.starts_with("data/raw"));
    files.sort();
    files.dedup();
    // FNV-1a of 128 bits: a checksum against forgetting, not against people.
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    for file in files {
        let text = fs::read(&file).unwrap_or_default();
        for byte in file.to_string_lossy().bytes().chain([0]).chain(text).chain([0]) {
            hash = (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }
    hash
}

/// Every file at or below `path`.
fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(path) else {
        files.push(path.to_owned());
        return;
    };
    entries.flatten().for_each(|entry| collect(&entry.path(), files));
}
