//! What a chart is asked for and what it gives back, and the one door between dataframes and
//! drawing: a column read as plain exact values, and the rows that were drawn as a table again.

use crate::charts::{Kind, canvas};
use crate::problem::Problem;
use crate::values::{Lang, Place};
use polars::prelude::{AnyValue, Column, DataFrame, IdxCa, PlSmallStr};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What is to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Which chart.
    pub kind: Kind,
    /// Analysis name to table; [`Kind::analyses`] says which a chart needs.
    pub tables: &'a BTreeMap<String, DataFrame>,
    /// The language of titles and labels; printed names stay as printed.
    pub lang: Lang,
    /// The documents the figures come from, as a reader would name them.
    pub sources: &'a [String],
    /// The pipeline that draws.
    pub pipeline: &'a str,
    /// How many problems touch the figures.
    pub problems: usize,
}

/// A drawn chart.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// The SVG with the font its texts need inside: looks the same on every machine.
    pub svg: String,
    /// The same SVG without the font, for a page that brings one ([`super::page_font`]).
    pub svg_bare: String,
    /// The finding, as a sentence.
    pub title: String,
    /// The chart in words.
    pub alt: String,
    /// The rows behind the picture, in the order drawn, with full names; becomes the CSV.
    pub table: DataFrame,
    /// How many characters the compiled-in font does not hold.
    pub missing_glyphs: usize,
    /// Every text on the page with the box it fills, in tenths of a pixel.
    pub labels: Vec<canvas::Label>,
    /// Height of the page in tenths of a pixel; the width is [`super::style::WIDTH`].
    pub height: i32,
}

/// One table of a request.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    name: &'a str,
    frame: &'a DataFrame,
}

impl<'a> Source<'a> {
    /// The table of analysis `name`.
    ///
    /// # Errors
    ///
    /// `chart-table-missing` if the request does not hold it, `chart-table-empty` if it has no rows.
    pub fn of(request: &'a Request<'_>, name: &'static str) -> Result<Self, Problem> {
        let fail = |code, what: &str| {
            let message = format!("chart `{}` has nothing to draw: the table {what}", request.kind.name());
            Problem::error(code, Place::file(name), message)
        };
        let frame = request.tables.get(name).ok_or_else(|| fail("chart-table-missing", "is not there"))?;
        if frame.height() == 0 {
            let problem = fail("chart-table-empty", "has no rows");
            return Err(problem.hint("see whether the documents hold a form of the kind this chart needs"));
        }
        Ok(Self { name, frame })
    }

    /// How many rows the table has.
    pub fn height(&self) -> usize {
        self.frame.height()
    }

    /// A column of exact values; null where the table has null or a ratio that is no number.
    ///
    /// # Errors
    ///
    /// `chart-column-missing` if the table has no such column.
    pub fn numbers(&self, column: &str) -> Result<Vec<Option<Decimal>>, Problem> {
        let column = self.column(column)?;
        (0..self.frame.height()).map(|row| self.cell(column, row).map(|value| number(&value))).collect()
    }

    /// A column of exact values of which none may be missing; a missing one reads as zero only
    /// where the analyses promise that there is none (counts, positions, sums).
    ///
    /// # Errors
    ///
    /// `chart-column-missing` if the table has no such column.
    pub fn counts(&self, column: &str) -> Result<Vec<usize>, Problem> {
        let numbers = self.numbers(column)?;
        Ok(numbers.into_iter().map(|n| n.and_then(|n| usize::try_from(n).ok()).unwrap_or(0)).collect())
    }

    /// A column of texts; empty where the table has null.
    ///
    /// # Errors
    ///
    /// `chart-column-missing` if the table has no such column.
    pub fn texts(&self, column: &str) -> Result<Vec<String>, Problem> {
        let column = self.column(column)?;
        let text = |value: AnyValue<'_>| match value {
            AnyValue::Null => String::new(),
            AnyValue::String(text) => text.to_owned(),
            AnyValue::StringOwned(text) => text.to_string(),
            other => other.to_string(),
        };
        (0..self.frame.height()).map(|row| self.cell(column, row).map(text)).collect()
    }

    /// A column of years; null where the table has null.
    ///
    /// # Errors
    ///
    /// `chart-column-missing` if the table has no such column.
    pub fn years(&self, column: &str) -> Result<Vec<Option<i32>>, Problem> {
        Ok(self.numbers(column)?.into_iter().map(|n| n.and_then(|n| i32::try_from(n).ok())).collect())
    }

    /// The rows at these positions, in this order: the table behind a drawing.
    ///
    /// # Errors
    ///
    /// `chart-table` if a position lies outside the table.
    pub fn rows(&self, order: &[usize]) -> Result<DataFrame, Problem> {
        let order = order.iter().filter_map(|&row| u32::try_from(row).ok()).collect();
        let order = IdxCa::from_vec(PlSmallStr::from_static("row"), order);
        self.frame.take(&order).map_err(|cause| self.fail("chart-table", &cause.to_string()))
    }

    fn column(&self, column: &str) -> Result<&'a Column, Problem> {
        let found = self.frame.column(column);
        found.map_err(|_| self.fail("chart-column-missing", &format!("the table has no column `{column}`")))
    }

    fn cell(&self, column: &'a Column, row: usize) -> Result<AnyValue<'a>, Problem> {
        column.get(row).map_err(|cause| self.fail("chart-table", &cause.to_string()))
    }

    fn fail(&self, code: &'static str, message: &str) -> Problem {
        Problem::error(code, Place::file(self.name), message)
    }
}

/// A cell as an exact value; ratios, which are floats in the analyses, are cut to eight decimals.
fn number(value: &AnyValue<'_>) -> Option<Decimal> {
    match *value {
        AnyValue::Decimal(digits, _, scale) => {
            let scale = u32::try_from(scale).ok()?;
            Decimal::try_from_i128_with_scale(digits, scale).ok()
        }
        AnyValue::Float64(ratio) => Decimal::from_f64_retain(ratio).map(|ratio| ratio.round_dp(8).normalize()),
        AnyValue::Int32(n) => Some(n.into()),
        AnyValue::Int64(n) => Some(n.into()),
        AnyValue::UInt8(n) => Some(n.into()),
        AnyValue::UInt32(n) => Some(n.into()),
        AnyValue::UInt64(n) => Some(n.into()),
        _ => None,
    }
}
