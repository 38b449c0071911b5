//! The table `documents`: a row a document that was read, or refused, so that what lies in a store can
//! be told from what was asked of it.

use crate::problem::Problem;
use crate::tables::cells::{counts, texts};
use crate::tables::columns::DOCUMENTS;
use crate::tables::frame::{Value, frame};
use polars::prelude::DataFrame;
use std::collections::BTreeSet;

/// A document, as the table tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentRow {
    /// What messages and tables call it.
    pub file: String,
    /// Code of the problem it was refused for; nothing where it was read.
    pub refused: Option<String>,
    /// The document read before it whose bytes it repeats; it then has no records of its own.
    pub twin: Option<String>,
    /// What a reader would call it.
    pub caption: String,
    /// Checksum of its bytes; nothing where it could not be opened.
    pub sha256: Option<String>,
    /// Number of its bytes.
    pub bytes: u32,
    /// Checksum of the card beside it.
    pub card_sha256: Option<String>,
    /// The years its records account for.
    pub years: BTreeSet<i32>,
    /// Projects, rows of money blocks, indicators and figures of accounts read from it.
    pub counts: [u32; 4],
    /// Problems met while it was read.
    pub problems: u32,
    /// Figures that an error disputes.
    pub disputed_n: u32,
    /// Figures of accounts that other documents are compared with.
    pub compared_n: u32,
    /// Of what it was read with.
    pub fingerprint: String,
}

/// A row a document of `documents`: [`DOCUMENTS`].
///
/// # Errors
/// Only where a dataframe cannot be built at all.
pub fn documents_table(documents: &[DocumentRow]) -> Result<DataFrame, Problem> {
    let rows: Vec<Vec<Value>> = documents.iter().map(row).collect();
    frame(&DOCUMENTS, &rows)
}

fn row(document: &DocumentRow) -> Vec<Value> {
    let years: Vec<String> = document.years.iter().map(i32::to_string).collect();
    let mut cells = vec![
        Value::from(document.file.as_str()),
        Value::from(match document {
            DocumentRow { twin: Some(_), .. } => "twice",
            DocumentRow { refused: Some(_), .. } => "refused",
            _ => "read",
        }),
        Value::from(&document.refused),
        Value::from(document.caption.as_str()),
        Value::from(&document.sha256),
        Value::from(document.bytes),
        Value::from(&document.card_sha256),
        Value::from(years.join(" ")),
    ];
    cells.extend(document.counts.map(Value::from));
    cells.extend([document.problems, document.disputed_n, document.compared_n].map(Value::from));
    cells.extend([Value::from(document.fingerprint.as_str()), Value::from(&document.twin)]);
    cells
}

/// The documents that `table` holds, in its order.
///
/// # Errors
/// A table that is not of the schema.
pub fn documents_of(table: &DataFrame) -> Result<Vec<DocumentRow>, Problem> {
    let [files, outcomes, codes, captions] = ["file", "outcome", "code", "caption"].map(|name| texts(table, name));
    let [sha256s, cards, years, prints, twins] =
        ["sha256", "card_sha256", "years", "fingerprint", "duplicate_of"].map(|name| texts(table, name));
    let numbers = ["bytes", "projects", "funding", "indicators", "accounts", "problems", "disputed_n", "compared_n"];
    let numbers: Result<Vec<Vec<Option<u32>>>, Problem> = numbers.into_iter().map(|name| counts(table, name)).collect();
    let (files, outcomes, codes, captions) = (files?, outcomes?, codes?, captions?);
    let (sha256s, cards, years, prints, twins, numbers) = (sha256s?, cards?, years?, prints?, twins?, numbers?);
    let text = |texts: &[Option<String>], at: usize| texts[at].clone().unwrap_or_default();
    let document = |at: usize| {
        let number = |of: usize| numbers[of][at].unwrap_or_default();
        let refused = (outcomes[at].as_deref() == Some("refused")).then(|| text(&codes, at));
        DocumentRow {
            file: text(&files, at),
            refused,
            twin: twins[at].clone(),
            caption: text(&captions, at),
            sha256: sha256s[at].clone(),
            bytes: number(0),
            card_sha256: cards[at].clone(),
            years: text(&years, at).split(' ').filter_map(|year| year.parse().ok()).collect(),
            counts: [number(1), number(2), number(3), number(4)],
            problems: number(5),
            disputed_n: number(6),
            compared_n: number(7),
            fingerprint: text(&prints, at),
        }
    };
    Ok((0..table.height()).map(document).collect())
}
