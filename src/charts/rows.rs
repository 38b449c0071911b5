//! Charts made of rows: a name on the left, marks in the middle, figures on the right.

use crate::charts::canvas::Area;
use crate::charts::page::Page;
use crate::charts::style::{BAND, INK, LABEL, MARGIN, RIGHT, SMALL, Type};
use crate::charts::text;

/// Height of a row.
pub(super) const ROW: i32 = 210;
/// The widest a column of names may be.
const MOST_NAME: i32 = 3_000;

/// Where names end, marks stand and figures end.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    /// Width kept for names.
    pub(super) name_width: i32,
    /// Left and right end of the marks.
    pub(super) plot: (i32, i32),
    /// Right end of each column of figures.
    pub(super) columns: Vec<i32>,
    /// Width of each column of figures.
    widths: Vec<i32>,
}

impl Rows {
    /// A layout for these names and for columns of these widths, from left to right.
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a str>, widths: &[i32]) -> Self {
        let widest = names.map(|name| text::width(&text::clean(name), LABEL.face, LABEL.size)).max().unwrap_or(0);
        let name_width = widest.clamp(900, MOST_NAME) + 20;
        let mut columns = Vec::new();
        let mut right = RIGHT;
        for wide in widths.iter().rev() {
            columns.push(right);
            right -= wide;
        }
        columns.reverse();
        Self { name_width, plot: (MARGIN + name_width + 170, right - 130), columns, widths: widths.to_vec() }
    }

    /// Begins a row: its name, shortened where it must be; returns the middle of the row.
    pub(super) fn begin(&self, page: &mut Page, name: &str, kind: Type) -> i32 {
        let middle = page.y + ROW / 2;
        let name = text::shorten(&text::clean(name), kind.face, kind.size, self.name_width);
        page.canvas.text(MARGIN + self.name_width, middle + kind.drop(), &name, kind.end());
        page.y += ROW;
        middle
    }

    /// Begins a row whose item stands under its name: the year and unit it belongs to.
    pub(super) fn begin_two(&self, page: &mut Page, name: &str, under: &str) -> i32 {
        let middle = page.y + ROW * 3 / 4;
        for (text, kind, foot) in [(name, LABEL, middle - 20), (under, SMALL, middle + 155)] {
            let text = text::shorten(&text::clean(text), kind.face, kind.size, self.name_width);
            page.canvas.text(MARGIN + self.name_width, foot, &text, kind.end());
        }
        page.y += ROW * 3 / 2 + 40;
        middle
    }

    /// Begins a row that sums up, on a band.
    pub(super) fn begin_sum(&self, page: &mut Page, name: &str) -> i32 {
        page.canvas.block(Area::new(MARGIN, page.y, RIGHT, page.y + ROW), BAND);
        self.begin(page, name, LABEL.bold())
    }

    /// Writes a figure into column `column` of the row around `middle`.
    pub(super) fn figure(&self, page: &mut Page, column: usize, middle: i32, figure: &str, kind: Type) {
        let at = (self.columns[column], middle + kind.drop());
        page.canvas.fit(at, figure, kind.end(), self.widths[column] - 60);
    }

    /// A head over column `column`, with the mark it speaks of, if there is one, before it.
    pub(super) fn column_head(&self, page: &mut Page, column: usize, head: &str, key: Option<bool>) -> Area {
        let area = page.canvas.text(self.columns[column], page.y, head, SMALL.ink(INK).end());
        if let Some(filled) = key {
            page.canvas.key(area.left - 100, page.y - SMALL.drop(), filled);
        }
        area
    }
}
