//! Which records of different documents say the same.

use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// One record, as far as it is compared.
#[derive(Clone, Debug)]
pub(super) struct Record {
    /// What it is about: unit, year, project, or the figure of an account.
    pub(super) key: String,
    /// What it says of that; the first [`Record::money`] are what proves that two say the same.
    pub(super) figures: Vec<Option<Decimal>>,
    /// How many of the figures prove it.
    pub(super) money: usize,
    /// The rank of its document: the least counts.
    pub(super) document: usize,
    /// Its order in the document.
    pub(super) ordinal: u32,
}

/// Records of one key beyond which those with gaps are not compared one by one: the same project of the
/// same unit and year does not stand in so many documents.
const MOST: usize = 64;

/// For every record that says what an earlier document says: its position and the position of the record
/// that counts instead. Two records of one document are never the same, however alike.
pub(super) fn alike(records: &[Record]) -> BTreeMap<usize, usize> {
    let mut order: Vec<usize> = (0..records.len()).collect();
    order.sort_by_key(|at| {
        let Record { key, figures, document, ordinal, .. } = &records[*at];
        (key, figures, *document, *ordinal)
    });
    let mut found = BTreeMap::new();
    for of_key in order.chunk_by(|one, other| records[*one].key == records[*other].key) {
        let documents: BTreeSet<usize> = of_key.iter().map(|at| records[*at].document).collect();
        if documents.len() < 2 {
            continue;
        }
        for equal in of_key.chunk_by(|one, other| records[*one].figures == records[*other].figures) {
            exact(records, equal, &mut found);
        }
        with_gaps(records, of_key, &mut found);
    }
    found
}

/// Of records with the same figures, the first of a document is the first of another, the second the second.
fn exact(records: &[Record], equal: &[usize], found: &mut BTreeMap<usize, usize>) {
    let proved = equal.first().is_some_and(|at| proof(&records[*at]).flatten().next().is_some());
    if !proved {
        return;
    }
    let mut counted: Vec<usize> = Vec::new();
    for of_document in equal.chunk_by(|one, other| records[*one].document == records[*other].document) {
        for (nth, at) in of_document.iter().enumerate() {
            match counted.get(nth) {
                Some(first) => drop(found.insert(*at, *first)),
                None => counted.push(*at),
            }
        }
    }
}

/// Records that leave blank what the other says are the same where all that both say is equal.
fn with_gaps(records: &[Record], of_key: &[usize], found: &mut BTreeMap<usize, usize>) {
    let mut counted: Vec<usize> = of_key.iter().copied().filter(|at| !found.contains_key(at)).collect();
    if counted.len() < 2 || counted.len() > MOST {
        return;
    }
    counted.sort_by_key(|at| (records[*at].document, records[*at].ordinal));
    // Which documents say already what a record says.
    let copies = || of_key.iter().filter_map(|at| Some((*found.get(at)?, *at)));
    let mut said: BTreeSet<(usize, usize)> = copies().map(|(first, at)| (first, records[at].document)).collect();
    let has_copies: BTreeSet<usize> = copies().map(|(first, _)| first).collect();
    for (position, at) in counted.iter().enumerate() {
        let (record, free) = (&records[*at], !has_copies.contains(at));
        let first = counted[..position].iter().find(|first| {
            let (other, pair) = (&records[**first], (**first, record.document));
            let is_counted = !found.contains_key(first);
            is_counted && free && other.document != record.document && !said.contains(&pair) && agree(other, record)
        });
        if let Some(first) = first {
            said.insert((*first, record.document));
            found.insert(*at, *first);
        }
    }
}

/// Whether two records contradict each other nowhere and prove in one figure at least that they are one.
fn agree(one: &Record, other: &Record) -> bool {
    let both = || one.figures.iter().zip(&other.figures).map(|(one, other)| one.zip(*other));
    both().flatten().all(|(one, other)| one == other) && both().take(one.money).flatten().next().is_some()
}

/// The figures that prove what a record says.
fn proof(record: &Record) -> impl Iterator<Item = Option<Decimal>> + '_ {
    record.figures.iter().take(record.money).copied()
}

#[cfg(test)]
mod tests {
    use super::{Record, alike};
    use rust_decimal::Decimal;
    use std::collections::BTreeMap;

    fn record(key: &str, figures: [i64; 2], document: usize, ordinal: u32) -> Record {
        // A negative figure stands for a blank.
        let figures = figures.into_iter().map(|one| (one >= 0).then(|| Decimal::from(one))).collect();
        Record { key: key.to_owned(), figures, money: 1, document, ordinal }
    }

    fn found(records: &[Record]) -> Vec<(usize, usize)> {
        alike(records).into_iter().collect()
    }

    #[test]
    fn one_of_two_documents_counts_and_two_of_one_do() {
        let twice = [record("a", [5, 90], 1, 1), record("a", [5, 90], 0, 1)];
        assert_eq!(found(&twice), [(0, 1)]);
        let same_document = [record("a", [5, 90], 0, 1), record("a", [5, 90], 0, 2)];
        assert_eq!(found(&same_document), []);
        let both = [record("a", [5, 9], 0, 1), record("a", [5, 9], 0, 2), record("a", [5, 9], 1, 1)];
        assert_eq!(found(&both), [(2, 0)]);
        let others = [record("a", [5, 90], 0, 1), record("b", [5, 90], 1, 1), record("a", [6, 90], 1, 2)];
        assert_eq!(found(&others), []);
    }

    #[test]
    fn a_blank_contradicts_nothing_and_proves_nothing() {
        assert_eq!(found(&[record("a", [5, 90], 0, 1), record("a", [5, -1], 1, 1)]), [(1, 0)]);
        assert_eq!(found(&[record("a", [-1, 90], 0, 1), record("a", [-1, 90], 1, 1)]), []);
        assert_eq!(found(&[record("a", [-1, 90], 0, 1), record("a", [5, 90], 1, 1)]), []);
        let once = [record("a", [5, 90], 0, 1), record("a", [5, -1], 1, 1), record("a", [5, -1], 1, 2)];
        assert_eq!(found(&once), [(1, 0)], "what one document says twice is the same once");
    }

    #[test]
    fn many_records_are_compared_in_no_time() {
        let many: Vec<Record> =
            (0..20_000).map(|at| record("a", [5, 90], at % 2, u32::try_from(at).unwrap_or(0))).collect();
        assert_eq!(alike(&many).len(), 10_000);
        let unlike: BTreeMap<usize, usize> = alike(
            &(0..20_000)
                .map(|at| record("a", [i64::from(at), 90], usize::try_from(at).unwrap_or(0), 1))
                .collect::<Vec<_>>(),
        );
        assert!(unlike.is_empty());
    }
}
