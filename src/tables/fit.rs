//! Cells of a record: the place that every row begins with, and figures that fit their column or are
//! told.

use crate::problem::{Code, Problem, said};
use crate::tables::columns::{PLACED, SCALE};
use crate::tables::frame::{Value, millionths};
use crate::values::Place;
use rust_decimal::{Decimal, RoundingStrategy};

/// Decides whether figures fit a column of six decimals, and remembers those that do not.
#[derive(Default)]
pub(super) struct Fit {
    /// What did not fit.
    pub(super) problems: Vec<Problem>,
}

impl Fit {
    /// `figure` as a cell, or a null and a problem.
    pub(super) fn exact(&mut self, figure: Option<Decimal>, name: &str, place: &Place) -> Value {
        let fits = figure.filter(|f| millionths(*f).is_some());
        if let (Some(figure), None) = (figure, fits) {
            let message = said!(
                "{name}：小数应不超过{SCALE}位，实际为`{figure}`；未列入数据表",
                "{name}: expected at most {SCALE} decimals, found `{figure}`; left out of the tables"
            );
            self.problems.push(Problem::error(Code::FigureTooFine, place.clone(), message));
        }
        Value::Exact(fits)
    }

    /// `percent` as a cell, rounded half to even where it has more than six decimals.
    pub(super) fn percent(&mut self, percent: Option<Decimal>, name: &str, place: &Place) -> Value {
        Value::Exact(percent.map(|printed| {
            let rounded = printed.round_dp_with_strategy(SCALE, RoundingStrategy::MidpointNearestEven);
            if rounded != printed {
                let message = said!(
                    "{name}：`{printed}`在数据表中四舍六入到{SCALE}位小数",
                    "{name}: `{printed}` was rounded to {SCALE} decimals in the tables"
                );
                self.problems.push(Problem::note(Code::PercentageRounded, place.clone(), message));
            }
            rounded
        }))
    }
}

/// The first cells of every row: where it stands, in the order of [`PLACED`].
pub(super) fn head(place: &Place) -> [Value; PLACED.len()] {
    let Place { file, page, sheet, line, table, paragraph, row, column, character } = place;
    let count = |count: &Option<u32>| Value::from(*count);
    [
        Value::from(&**file),
        count(page),
        Value::from(sheet.as_deref().map(str::to_owned)),
        count(line),
        count(table),
        count(paragraph),
        count(row),
        count(column),
        count(character),
    ]
}

/// The key of the project that is number `ordinal` of the document `file`.
pub(super) fn project_id(file: &str, ordinal: u32) -> Value {
    Value::from(format!("{file}#{ordinal}"))
}
