//! The invented document that `jixiao init` writes: it is left out wherever documents of one's own lie.

use super::folders::{self, Fate, Found};
use crate::problem::said;
use std::fs;
use std::path::{Path, PathBuf};

/// Where it goes, from the directory.
pub(super) const NAME: &str = "data/example-2024.txt";

/// Its text.
pub(super) const DOCUMENT: &str = include_str!("beginning/document.txt");

/// Whether the file at `path` is the invented document, and not one that somebody put in its place.
pub(super) fn is_it(path: &Path) -> bool {
    path.ends_with(NAME) && fs::read(path).is_ok_and(|bytes| bytes == DOCUMENT.as_bytes())
}

/// Paths as typed become files in a fixed order: a directory stands for everything below it, but for the
/// invented document where something else is to be read.
pub fn find(paths: &[PathBuf]) -> Vec<Found> {
    let mut found = folders::find(paths);
    leave_out(&mut found);
    found
}

fn leave_out(found: &mut [Found]) {
    let is_met = |one: &Found| matches!(one.fate, Fate::Met);
    if found.iter().filter(|one| is_met(one)).count() < 2 {
        return;
    }
    for one in found.iter_mut().filter(|one| is_met(one) && is_it(&one.path)) {
        one.fate = Fate::Skipped(said!("`jixiao init`的虚构示例", "the invented example of `jixiao init`"));
    }
}
