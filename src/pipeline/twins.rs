//! Documents that hold the same bytes: a copy, the same path typed otherwise, a link. The first of them
//! is read and counts, the others are told.
//!
//! Only files of equal size are opened for it, so that a folder of unlike documents costs nothing.

use super::files;
use super::folders::{Fate, Found, is_named_like_one};
use crate::documents::Limits;
use crate::problem::{Code, Problem, said};
use crate::tables::DocumentRow;
use crate::values::Place;
use std::collections::BTreeMap;

/// One file that may hold the bytes of another.
#[derive(Clone, Debug)]
pub(super) struct Bytes {
    /// Number of its bytes.
    size: u64,
    /// Their checksum, where it is known without opening the file.
    sha256: Option<String>,
    /// What else must be equal: the years that are asked of it.
    asked: String,
}

impl Bytes {
    /// Of a file on the disk, of which `years` are asked; nothing of what is no file.
    pub(super) fn of(found: &Found, years: Option<&[i32]>) -> Option<Self> {
        let is_read = matches!(found.fate, Fate::Named | Fate::Met);
        let met = found.path.metadata().ok().filter(|met| is_read && met.is_file() && met.len() > 0)?;
        // Bytes that are no document are refused under the name of one, and skipped elsewhere.
        let asked = asked(years) + if is_named_like_one(&found.path) { "" } else { " unlike" };
        Some(Self { size: met.len(), sha256: None, asked })
    }

    /// Of a document that a store holds; nothing of one that could not be opened.
    pub(super) fn held(row: &DocumentRow) -> Option<Self> {
        let sha256 = row.sha256.clone()?;
        Some(Self { size: u64::from(row.bytes), sha256: Some(sha256), asked: asked(None) })
    }
}

fn asked(years: Option<&[i32]>) -> String {
    years.map_or_else(String::new, |years| format!("{years:?}"))
}

/// What a file repeats.
#[derive(Clone, Debug)]
pub(super) struct Repeat {
    /// Which file before it holds the same bytes; that one repeats none.
    pub(super) first: usize,
    /// Checksum of the bytes.
    pub(super) sha256: String,
    /// Number of the bytes.
    pub(super) size: u64,
}

/// For every file what it repeats, if anything; `open` gives the path of a file whose checksum is not
/// known.
pub(super) fn repeats(
    candidates: &[Option<Bytes>],
    open: impl Fn(usize) -> Option<Found>,
    limits: &Limits,
) -> Vec<Option<Repeat>> {
    let mut sizes: BTreeMap<u64, usize> = BTreeMap::new();
    candidates.iter().flatten().for_each(|one| *sizes.entry(one.size).or_default() += 1);
    let mut known: BTreeMap<(String, &str), usize> = BTreeMap::new();
    let mut repeats = vec![None; candidates.len()];
    for (at, one) in candidates.iter().enumerate() {
        let is_alike = |one: &&Bytes| sizes.get(&one.size).is_some_and(|alike| *alike > 1);
        let Some(one) = one.as_ref().filter(is_alike) else { continue };
        let hashed = || {
            let found = open(at)?;
            Some(files::hex(&files::bytes(&found.path, &found.name, limits).ok()?))
        };
        let Some(sha256) = one.sha256.clone().or_else(hashed) else { continue };
        let first = *known.entry((sha256.clone(), one.asked.as_str())).or_insert(at);
        repeats[at] = (first != at).then_some(Repeat { first, sha256, size: one.size });
    }
    repeats
}

/// What is said of the document `name` that holds the bytes of `first`; a doubt where the cards beside
/// them differ, since one of them then says of these bytes what the other does not.
pub(super) fn told(name: &str, first: &str, cards_differ: bool) -> Problem {
    if cards_differ {
        let message = said!(
            "内容与`{}`完全相同，旁边的卡片却不同；只读取一次，以那一份为准",
            "expected one card for the same bytes, found those of `{}` with another card; read once, as that one",
            first,
        );
        let problem = Problem::doubt(Code::DocumentTwice, Place::file(name), message);
        let hint = said!("删去其中一份，或使两张卡片一致", "remove one of the two, or make their cards say the same");
        return problem.hint(hint);
    }
    let message = said!(
        "内容与`{}`完全相同；只读取、只计一次",
        "expected each document once, found the bytes of `{}` again; read and counted once",
        first,
    );
    Problem::note(Code::DocumentTwice, Place::file(name), message)
}

/// What is said of the documents of a store that hold the bytes of others.
pub(super) fn of_rows(rows: &[DocumentRow]) -> Vec<Problem> {
    let cards: BTreeMap<&str, &str> =
        rows.iter().filter_map(|row| Some((row.file.as_str(), row.card_sha256.as_deref()?))).collect();
    let card = |file: &str| cards.get(file).copied();
    let repeats = rows.iter().filter_map(|row| Some((row.file.as_str(), row.twin.as_deref()?)));
    repeats
        .map(|(file, first)| told(file, first, card(file).zip(card(first)).is_some_and(|(one, other)| one != other)))
        .collect()
}
