//! What the reading of a workbook's sheets comes to, and the document made of it.

use crate::documents::apart::Apart;
use crate::documents::fault::{Fault, Meter};
use crate::documents::workbook::sheet::Sheet;
use crate::documents::{Block, Document, Source, Spot, losses};
use crate::problem::Problem;
use std::sync::Arc;

/// The sheets read so far.
#[derive(Debug, Default)]
pub(in crate::documents) struct Sheets {
    names: Vec<Arc<str>>,
    blocks: Vec<Block>,
    /// The names of sheets that the workbook hides.
    hidden: Vec<String>,
    /// For sheets with hidden cells, by their numbers: how many rows and groups of columns.
    covert: Vec<(u32, usize, usize)>,
    /// For sheets with formulas that have no value: where the first stand, and how many there are.
    uncached: Vec<(Vec<Spot>, usize)>,
    /// How many formulas have a value.
    computed: usize,
    /// Whether the workbook asks to be computed anew when it is opened.
    stale: bool,
    /// For sheets with numbers whose format has no reading here: where the first stands, and how many.
    strange: Vec<(Spot, usize)>,
    /// What stands in the texts and is no part of them.
    pub(super) apart: Apart,
}

impl Sheets {
    /// Adds the sheet `name`.
    pub(in crate::documents) fn add(&mut self, name: &str, sheet: Sheet, meter: &mut Meter<'_>) -> Result<(), Fault> {
        self.names.push(Arc::from(name));
        meter.sheets(self.names.len())?;
        let number = u32::try_from(self.names.len()).unwrap_or(0);
        let (rows, columns) = sheet.hidden();
        if rows + columns > 0 {
            self.covert.push((number, rows, columns));
        }
        let (places, count) = sheet.uncached(number);
        if count > 0 {
            self.uncached.push((places, count));
        }
        self.strange.extend(sheet.strangers(number));
        self.computed += sheet.computed();
        self.blocks.extend(sheet.blocks(number, meter)?);
        Ok(())
    }

    /// Notes that the sheet `name` is hidden and left out.
    pub(in crate::documents) fn hide(&mut self, name: &str, meter: &Meter<'_>) -> Result<(), Fault> {
        self.hidden.push(name.to_owned());
        meter.sheets(self.hidden.len())
    }

    /// Notes that the workbook asks to be computed anew when it is opened.
    pub(in crate::documents) fn distrust(&mut self) {
        self.stale = true;
    }

    /// The document of the sheets.
    pub(in crate::documents) fn document(self, file: &str, format: &'static str) -> Document {
        let source = Source { sheets: self.names, ..Source::new(file) };
        let sheets = self.hidden.iter().map(|name| losses::hidden_sheet(file, name));
        let cells =
            self.covert.iter().map(|(sheet, rows, columns)| losses::hidden_cells(&source, *sheet, *rows, *columns));
        let mut problems: Vec<Problem> = sheets.chain(cells).collect();
        problems.extend(self.uncached.iter().flat_map(|(spots, count)| losses::uncached(&source, spots, *count)));
        problems.extend(self.strange.iter().map(|(spot, count)| losses::unformatted(&source, *spot, *count)));
        problems.extend(self.apart.problems(file));
        if self.stale && self.computed > 0 {
            problems.push(losses::stale(file, self.computed));
        }
        Document { source, format, encoding: "", blocks: self.blocks, problems }
    }
}
