//! Tells the program what it reads with: a checksum over everything that decides what a document
//! becomes, so that a store knows which documents to read again after a change of reader, rule or
//! dictionary, whether or not anybody thought of raising a version.

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

fn main() {
    let mut files = Vec::new();
    for path in DECIDING {
        println!("cargo:rerun-if-changed={path}");
        collect(Path::new(path), &mut files);
    }
    files.sort();
    // FNV-1a of 128 bits: a checksum against forgetting, not against people.
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    for file in files {
        let text = fs::read(&file).unwrap_or_default();
        for byte in file.to_string_lossy().bytes().chain([0]).chain(text).chain([0]) {
            hash = (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }
    println!("cargo:rustc-env=JIXIAO_READER={hash:032x}");
}

/// Every file at or below `path`.
fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(path) else {
        files.push(path.to_owned());
        return;
    };
    entries.flatten().for_each(|entry| collect(&entry.path(), files));
}
