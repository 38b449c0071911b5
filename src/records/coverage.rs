//! How much of the paper was understood: every numeral is claimed by a field, or listed with its
//! place.
//!
//! A numeral is a maximal run of digits with the separators and the decimal point between them. A
//! field claims the numerals of its own text, at its own place first and then in the words that
//! follow it, each numeral once, so that the counts add up.

use crate::documents::{Block, Document, Line, Spot};
use crate::records::types::{Account, Coverage};
use crate::values::{Place, half_width, half_width_char};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

/// The texts that became fields, with the places where each begins.
#[derive(Clone, Debug, Default)]
pub(super) struct Claims {
    texts: Vec<(Spot, String)>,
    /// Where fields begin, with numerals or without.
    spots: BTreeSet<Spot>,
    figures: Vec<(Place, Decimal)>,
    /// Codes of classes, with the row of the table they stand in.
    codes: Vec<(Place, String)>,
    years: Vec<(Option<Spot>, i32)>,
}

impl Claims {
    /// The text of a field.
    pub(super) fn text(&mut self, spot: Spot, text: &str) {
        let spot = spot.whole();
        self.spots.insert(spot);
        if text.chars().any(|c| half_width_char(c).is_ascii_digit()) {
            self.texts.push((spot, text.to_owned()));
        }
    }

    /// The year that the form at `spot` is of, or the accounts.
    pub(super) fn year(&mut self, spot: Option<Spot>, year: Option<i32>) {
        let told = |year: &i32| spot.is_none() && self.years.contains(&(None, *year));
        if let Some(year) = year.filter(|year| !told(year)) {
            self.years.push((spot.map(Spot::whole), year));
        }
    }

    /// A figure that an account keeps already.
    pub(super) fn figure(&mut self, place: Place, figure: Decimal) {
        self.figures.push((place, figure.abs()));
    }

    /// The figures of an account.
    pub(super) fn account(&mut self, account: &Account) {
        let amounts = [account.budget_wan, account.amount_wan, account.change_wan].into_iter().flatten();
        let figures = amounts
            .map(crate::values::Wan::decimal)
            .chain(account.change_pct)
            .chain(account.completion_pct)
            .chain(account.share_pct);
        let place = Place { character: None, ..account.place.clone() };
        self.figures.extend(figures.map(|figure| (place.clone(), figure.abs())));
        let code = account.class_code.as_ref().filter(|_| account.table.is_some());
        self.codes.extend(code.map(|code| (place.whole_line(), code.clone())));
        self.year(None, account.year);
    }
}

/// One numeral of the document.
struct Numeral {
    /// The line or cell it stands in.
    spot: Spot,
    /// Where in it.
    at: Spot,
    text: String,
    value: Option<Decimal>,
    /// Whether it numbers an indicator, as in 指标1：.
    numbering: bool,
    /// Whether it stands in a text as short as a title.
    titled: bool,
    claimed: bool,
}

/// How many numerals behind the beginning of a field may belong to it.
const WINDOW: usize = 48;

/// A longer text is no title.
const TITLE: usize = 48;

/// Compares the numerals of `document` with what claims them.
pub(super) fn coverage(document: &Document, claims: &Claims) -> Coverage {
    let mut numerals = numerals(document);
    let mut by_spot: BTreeMap<Spot, Vec<usize>> = BTreeMap::new();
    for (at, numeral) in numerals.iter().enumerate() {
        by_spot.entry(numeral.spot).or_default().push(at);
    }
    for (spot, text) in &claims.texts {
        let first = by_spot.range(*spot..).next().and_then(|(_, at)| at.first().copied());
        for wanted in runs(text) {
            claim(&mut numerals, by_spot.get(spot).map_or(&[][..], Vec::as_slice), first, &wanted);
        }
    }
    for at in claims.spots.iter().filter_map(|spot| by_spot.get(spot)).flatten() {
        numerals[*at].claimed |= numerals[*at].numbering;
    }
    let mut by_place: BTreeMap<Place, usize> = BTreeMap::new();
    for (at, numeral) in numerals.iter().enumerate().filter(|_| !claims.figures.is_empty()) {
        by_place.entry(document.source.place(numeral.spot)).or_insert(at);
    }
    for (place, figure) in &claims.figures {
        let from = by_place.range(place.clone()..).next().map(|(_, at)| *at);
        let in_yuan = *figure * Decimal::from(10_000);
        let says = |numeral: &&mut Numeral| {
            !numeral.claimed && numeral.value.is_some_and(|value| value == *figure || value == in_yuan)
        };
        let window = numerals.iter_mut().skip(from.unwrap_or(usize::MAX)).take(WINDOW);
        window.filter(|numeral| !numeral.claimed).find(says).into_iter().for_each(|numeral| numeral.claimed = true);
    }
    let mut by_row: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
    for (at, numeral) in numerals.iter().enumerate().filter(|_| !claims.codes.is_empty()) {
        by_row.entry(document.source.place(numeral.spot).whole_line()).or_default().push(at);
    }
    for (row, code) in &claims.codes {
        let mut in_row = by_row.get(row).into_iter().flatten().copied();
        let printed = in_row.find(|at| !numerals[*at].claimed && numerals[*at].text == *code);
        printed.into_iter().for_each(|at| numerals[at].claimed = true);
    }
    for (spot, year) in &claims.years {
        let year = year.to_string();
        let titled = |numeral: &&mut Numeral| numeral.titled && !numeral.claimed && numeral.text == year;
        // The title stands above its form; that of the accounts at the top.
        let printed = match spot {
            Some(spot) => numerals.iter_mut().rev().filter(|numeral| numeral.spot <= *spot).find(titled),
            None => numerals.iter_mut().find(titled),
        };
        printed.into_iter().for_each(|numeral| numeral.claimed = true);
    }
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let open = || numerals.iter().filter(|numeral| !numeral.claimed);
    Coverage {
        numerals: count(numerals.len()),
        claimed: count(numerals.len() - open().count()),
        unclaimed: open().map(|numeral| (document.source.place(numeral.at), numeral.text.clone())).collect(),
    }
}

/// Claims one numeral: in the field's own cell or line, else among those that follow, where it may be
/// broken over lines.
fn claim(numerals: &mut [Numeral], own: &[usize], first: Option<usize>, wanted: &str) {
    if let Some(at) = own.iter().find(|at| !numerals[**at].claimed && numerals[**at].text == wanted) {
        numerals[*at].claimed = true;
        return;
    }
    // Only running text goes on behind the line on which a field begins.
    let Some(first) = first.filter(|first| numerals[*first].spot.row == 0) else { return };
    for at in first..numerals.len().min(first + WINDOW) {
        let mut joined = String::new();
        let mut end = at;
        while end < numerals.len() && !numerals[end].claimed && joined.len() < wanted.len() {
            joined.push_str(&numerals[end].text);
            end += 1;
            if joined == wanted {
                numerals[at..end].iter_mut().for_each(|numeral| numeral.claimed = true);
                return;
            }
            if !wanted.starts_with(&joined) {
                break;
            }
        }
    }
}

fn numerals(document: &Document) -> Vec<Numeral> {
    let mut found = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Line(Line { text, spot, .. }) => add(text, *spot, &mut found),
            Block::Grid(grid) => {
                for cell in grid.rows.iter().flat_map(|row| &row.cells) {
                    add(&cell.text, cell.spot, &mut found);
                }
            }
        }
    }
    found
}

fn add(text: &str, spot: Spot, found: &mut Vec<Numeral>) {
    let titled = text.chars().count() < TITLE;
    for (numbering, offset, run) in numbered_runs(text) {
        let value = Decimal::from_str(&run.replace(',', "")).ok();
        let (spot, at) = (spot.whole(), spot.behind(offset));
        found.push(Numeral { spot, at, text: run, value, numbering, titled, claimed: false });
    }
}

/// The numerals of a text, half-width and without blanks.
fn runs(text: &str) -> Vec<String> {
    numbered_runs(text).into_iter().map(|(_, _, run)| run).collect()
}

/// The numerals of a text, each with whether it numbers an indicator, as in 指标1：, and how many
/// characters stand before it.
fn numbered_runs(text: &str) -> Vec<(bool, usize, String)> {
    let half: Vec<char> = half_width(text).chars().collect();
    let is_digit = |at: usize| half.get(at).is_some_and(char::is_ascii_digit);
    let mut found = Vec::new();
    let mut at = 0;
    while at < half.len() {
        if !is_digit(at) {
            at += 1;
            continue;
        }
        let start = at;
        while is_digit(at) || matches!(half.get(at), Some('.' | ',')) && is_digit(at + 1) {
            at += 1;
        }
        let mut before = half[..start].iter().rev().skip_while(|c| c.is_whitespace());
        let numbering = before.next() == Some(&'标') && before.next() == Some(&'指');
        found.push((numbering, start, half[start..at].iter().collect()));
    }
    found
}
