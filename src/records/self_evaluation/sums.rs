//! What a form's indicators should add up to, and the choice among readings that meets it.

use crate::records::form_labels::Column;
use crate::records::funding_source::FundingSource;
use crate::records::self_evaluation::points::Reading;
use crate::records::self_evaluation::raw::{Cells, FundingDraft, Raw};
use crate::values::parse_number;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What the indicators' weights and scores should add up to, where the form prints it.
#[derive(Clone, Debug)]
pub(super) struct Sums {
    weight: Option<Decimal>,
    score: Option<Decimal>,
}

impl Sums {
    /// The printed total less the points of the execution.
    pub(super) fn new(funding: &[FundingDraft], total: &Cells) -> Self {
        let execution = funding.iter().find(|row| row.source == FundingSource::Total).map(|row| &row.cells);
        let number = |cells: &Cells, column| cells.get(&column).and_then(|raw: &Raw| parse_number(&raw.text).value());
        let rest = |column| Some(number(total, column)? - number(execution?, column)?);
        Self { weight: rest(Column::Weight), score: rest(Column::Score) }
    }

    /// The same, with a total of a hundred points where the form prints none.
    pub(super) fn of_hundred(funding: &[FundingDraft], total: &Cells) -> Self {
        let execution = funding
            .iter()
            .find(|row| row.source == FundingSource::Total)
            .and_then(|row| row.cells.get(&Column::Weight));
        let rest = || Some(Decimal::ONE_HUNDRED - parse_number(&execution?.text).value()?);
        let sums = Self::new(funding, total);
        Self { weight: sums.weight.or_else(|| rest().filter(|_| total.is_empty())), ..sums }
    }

    /// The same, with a sum of the weights where there is none.
    pub(super) fn or_weight(&self, weight: Option<Decimal>) -> Self {
        Self { weight: self.weight.or(weight), ..self.clone() }
    }

    /// Whether the sum of the weights is known.
    pub(super) fn weighs(&self) -> bool {
        self.weight.is_some()
    }

    /// Whether the form prints what its indicators add up to.
    pub(super) fn known(&self) -> bool {
        self.weight.is_some() || self.score.is_some()
    }

    /// The points of a reading that the form prints a sum of; the others count nothing.
    pub(super) fn asked(&self, weight: Decimal, score: Decimal) -> (Decimal, Decimal) {
        let asked = |sum: Option<Decimal>, value| if sum.is_some() { value } else { Decimal::ZERO };
        (asked(self.weight, weight), asked(self.score, score))
    }

    /// What the points asked for should add up to.
    pub(super) fn goal(&self) -> (Decimal, Decimal) {
        (self.weight.unwrap_or_default(), self.score.unwrap_or_default())
    }

    fn meets(&self, weight: Decimal, score: Decimal) -> bool {
        self.weight.is_none_or(|sum| sum == weight) && self.score.is_none_or(|sum| sum == score)
    }
}

/// How many sums of a form are followed at most.
const STATES: usize = 512;

/// One reading a piece: the likeliest ones, or, where these do not add up to the printed total, the
/// likeliest ones that do. Where none do, a piece with several readings has none that is certain.
pub(super) fn choose<'a>(readings: &'a [Vec<Reading>], sums: &Sums) -> Vec<Option<&'a Reading>> {
    let certain = || readings.iter().map(|found| if found.len() == 1 { found.first() } else { None }).collect();
    if !sums.known() {
        return certain();
    }
    let likeliest: Vec<Option<&Reading>> = readings.iter().map(|found| found.first()).collect();
    let total = |points: fn(&Reading) -> Decimal| likeliest.iter().flatten().map(|reading| points(reading)).sum();
    if sums.meets(total(|reading| reading.weight), total(|reading| reading.score)) {
        return likeliest;
    }
    // The cheapest way to every pair of sums, piece by piece.
    let mut states: BTreeMap<(Decimal, Decimal), (i32, Vec<usize>)> = BTreeMap::new();
    states.insert((Decimal::ZERO, Decimal::ZERO), (0, Vec::new()));
    for found in readings.iter().filter(|found| !found.is_empty()) {
        let mut next: BTreeMap<(Decimal, Decimal), (i32, Vec<usize>)> = BTreeMap::new();
        for ((weight, score), (cost, path)) in &states {
            for (index, reading) in found.iter().enumerate() {
                let key = (weight + reading.weight, score + reading.score);
                let cost = cost + reading.cost;
                if next.get(&key).is_none_or(|(other, _)| cost < *other) {
                    next.insert(key, (cost, [path.as_slice(), &[index]].concat()));
                }
            }
        }
        if next.len() > STATES {
            return certain();
        }
        states = next;
    }
    let fitting = states.into_iter().filter(|((weight, score), _)| sums.meets(*weight, *score));
    let Some((_, (_, path))) = fitting.min_by_key(|(_, (cost, _))| *cost) else { return certain() };
    let mut path = path.into_iter();
    readings.iter().map(|found| if found.is_empty() { None } else { found.get(path.next()?) }).collect()
}
