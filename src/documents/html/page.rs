//! A page as it is read: the tables that are open, the line that is being written, and what is done.

use crate::documents::Spot;
use crate::documents::apart::Apart;
use crate::documents::fault::{Fault, Meter};
use crate::documents::spans::{Columns, Content, Piece, Placed, Table};

/// Browsers allow a cell no more columns and rows than these.
const MAX_COLUMNS: usize = 1000;
const MAX_ROWS: usize = 65_534;

/// A span as its attribute gives it, if it does.
pub(super) type Span = Option<usize>;

/// A table that has not ended.
#[derive(Default)]
struct Open {
    /// Its columns reach to the last in which a cell begins: those behind it are as wide as nothing.
    table: Table,
    in_row: bool,
    in_cell: bool,
    /// The pieces of the open cell.
    pieces: Vec<Piece>,
    columns: Columns,
    /// The first cell of the open row group.
    group: usize,
}

/// A field in which one of several is picked.
struct Choice {
    /// How long the line was before it.
    from: usize,
    /// The text of the option that shows: the one picked, else the first.
    shown: Option<String>,
    picked: bool,
    /// Whether an option is open, and picked.
    option: Option<bool>,
}

/// A page, and what was spent on it.
pub(super) struct Page<'a> {
    meter: Meter<'a>,
    open: Vec<Open>,
    pieces: Vec<Piece>,
    text: String,
    /// The element whose text is not shown, if one is open.
    unseen: Option<String>,
    preformatted: bool,
    /// The choice that is open: whether a picked one was met, and the first and the picked option.
    choice: Option<Choice>,
    /// The element in superscript or struck out that is open: its name, how many of that name are within
    /// each other, whether it is in superscript, and how long the line was before it.
    lifted: Option<(String, usize, bool, usize)>,
    /// What stands in the text and is no part of it.
    pub(super) apart: Apart,
    /// The line of the page's text.
    pub(super) line: u32,
    /// Why reading ended, if it did.
    pub(super) fault: Option<Fault>,
}

impl<'a> Page<'a> {
    pub(super) fn new(meter: Meter<'a>) -> Self {
        Self {
            meter,
            open: Vec::new(),
            pieces: Vec::new(),
            text: String::new(),
            unseen: None,
            preformatted: false,
            choice: None,
            lifted: None,
            apart: Apart::default(),
            line: 0,
            fault: None,
        }
    }

    /// All that stands on the page, once it has ended.
    pub(super) fn finish(mut self) -> Result<(Vec<Piece>, Apart, Meter<'a>), Fault> {
        while !self.open.is_empty() {
            self.close_table();
        }
        self.end_line();
        self.fault.map_or(Ok((self.pieces, self.apart, self.meter)), Err)
    }

    /// Adds text; blanks of any number are one, as a browser shows them.
    pub(super) fn text(&mut self, text: &str) {
        if self.unseen.is_some() {
            return;
        }
        for c in text.chars() {
            match c {
                '\n' | '\r' if self.preformatted => self.end_line(),
                ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{a0}' => {
                    if !self.text.is_empty() && !self.text.ends_with(' ') {
                        self.text.push(' ');
                    }
                }
                '\u{feff}' | '\u{200b}' | '\u{ad}' => {}
                c => self.text.push(c),
            }
        }
        // Checked after each of the tokenizer's pieces, which are small.
        if let Err(fault) = self.meter.line(self.text.len()) {
            self.fault.get_or_insert(fault);
        }
    }

    /// Begins or ends an element whose text is not shown.
    pub(super) fn unseen(&mut self, name: &str, opens: bool) {
        match &self.unseen {
            None if opens => self.unseen = Some(name.to_owned()),
            Some(open) if !opens && open == name => self.unseen = None,
            _ => {}
        }
    }

    /// Whether a style sheet is open.
    pub(super) fn in_styles(&self) -> bool {
        self.unseen.as_deref() == Some("style")
    }

    /// Begins or ends a field in which one of several is picked: of those, it shows one.
    pub(super) fn choice(&mut self, opens: bool) {
        if opens {
            self.choice = Some(Choice { from: self.text.len(), shown: None, picked: false, option: None });
        } else if let Some(choice) = self.choice.take() {
            self.text.truncate(choice.from);
            self.text.push_str(choice.shown.as_deref().unwrap_or_default());
        }
    }

    /// Begins or ends one of the options of a choice.
    pub(super) fn option(&mut self, opens: bool, picked: bool) {
        let Some(choice) = &mut self.choice else { return };
        if let Some(is_picked) = choice.option.take() {
            let text = self.text.get(choice.from..).unwrap_or_default().trim().to_owned();
            if choice.shown.is_none() || is_picked && !choice.picked {
                choice.shown = Some(text);
                choice.picked = is_picked;
            }
        }
        self.text.truncate(choice.from);
        choice.option = opens.then_some(picked);
    }

    /// Begins an element in superscript, or else one that is struck out.
    pub(super) fn set_apart(&mut self, name: &str, raised: bool) {
        match &mut self.lifted {
            None => self.lifted = Some((name.to_owned(), 1, raised, self.text.len())),
            Some((open, depth, ..)) if open == name => *depth += 1,
            Some(_) => {}
        }
    }

    /// Ends an element, if it is the one set apart.
    pub(super) fn end_apart(&mut self, name: &str) {
        match &mut self.lifted {
            Some((open, depth, ..)) if open == name && *depth > 1 => *depth -= 1,
            Some((open, ..)) if open == name => self.settle(),
            _ => {}
        }
    }

    /// Puts the text that was set apart where it belongs.
    fn settle(&mut self) {
        let Some((_, _, raised, from)) = self.lifted.take() else { return };
        let text = self.text.split_off(self.text.floor_char_boundary(from));
        if raised {
            self.apart.raise(&mut self.text, &text);
        } else {
            self.apart.strike(&text);
        }
    }

    pub(super) fn preformatted(&mut self, opens: bool) {
        self.end_line();
        self.preformatted = opens;
    }

    /// Ends the line that is being written.
    pub(super) fn end_line(&mut self) {
        // A struck-out element may hold several lines.
        let goes_on = self.lifted.clone().filter(|lifted| !lifted.2);
        self.settle();
        self.lifted = goes_on.map(|(name, depth, raised, _)| (name, depth, raised, 0));
        let line = self.text.trim();
        if !line.is_empty() {
            let piece = Piece::Line(line.to_owned(), Spot::line(self.line));
            self.place().push(piece);
            // It is called where tags end, which have no way to fail; the page is asked later.
            if let Err(fault) = self.meter.cell() {
                self.fault.get_or_insert(fault);
            }
        }
        self.text.clear();
    }

    /// Where what is read goes: into the innermost open cell. A text of a table outside its cells
    /// stands before the table.
    fn place(&mut self) -> &mut Vec<Piece> {
        match self.open.iter_mut().rev().find(|open| open.in_cell) {
            Some(open) => &mut open.pieces,
            None => &mut self.pieces,
        }
    }

    pub(super) fn open_table(&mut self) -> Result<(), Fault> {
        self.end_line();
        // A table between the rows of another ends it.
        if self.open.last().is_some_and(|open| !open.in_cell) {
            self.close_table();
        }
        self.meter.nesting(self.open.len() + 1)?;
        self.open.push(Open::default());
        Ok(())
    }

    pub(super) fn close_table(&mut self) {
        self.close_row();
        let Some(mut open) = self.open.pop() else { return };
        open.end_group();
        let columns = open.table.columns;
        for cell in &mut open.table.cells {
            cell.columns = cell.columns.min(columns - cell.column);
        }
        if columns > 0 {
            self.place().push(Piece::Table(open.table));
        }
    }

    pub(super) fn end_group(&mut self) {
        self.close_row();
        if let Some(open) = self.open.last_mut() {
            open.end_group();
        }
    }

    pub(super) fn open_row(&mut self) -> Result<(), Fault> {
        self.close_row();
        let Some(open) = self.open.last_mut() else { return Ok(()) };
        self.meter.cell()?;
        open.in_row = true;
        open.columns.begin_row();
        open.table.rows += 1;
        self.meter.room((open.table.rows as u64).saturating_mul(open.table.columns as u64))
    }

    pub(super) fn close_row(&mut self) {
        self.close_cell();
        if let Some(open) = self.open.last_mut() {
            open.in_row = false;
        }
    }

    pub(super) fn open_cell(&mut self, across: Span, down: Span) -> Result<(), Fault> {
        if self.open.is_empty() {
            self.end_line();
            return Ok(());
        }
        self.close_cell();
        if self.open.last().is_some_and(|open| !open.in_row) {
            self.open_row()?;
        }
        let Some(open) = self.open.last_mut() else { return Ok(()) };
        self.meter.cell()?;
        let row = open.table.rows - 1;
        let columns = across.unwrap_or(1).clamp(1, MAX_COLUMNS);
        // No number of rows means all that follow in the group.
        let rows = if down == Some(0) { MAX_ROWS } else { down.unwrap_or(1).min(MAX_ROWS) };
        let column = open.columns.take(row, rows, columns);
        open.table.columns = open.table.columns.max(column + 1);
        self.meter.room((open.table.rows as u64).saturating_mul(open.table.columns as u64))?;
        let count = |at: usize| u32::try_from(at + 1).unwrap_or(0);
        let spot = Spot { line: self.line, row: count(row), column: count(column), ..Spot::default() };
        open.table.cells.push(Placed { row, column, rows, columns, spot, content: Content::default() });
        open.in_cell = true;
        Ok(())
    }

    pub(super) fn close_cell(&mut self) {
        self.end_line();
        let Some(open) = self.open.last_mut().filter(|open| open.in_cell) else { return };
        open.in_cell = false;
        if let Some(cell) = open.table.cells.last_mut() {
            cell.content.extend(&mut open.pieces);
        }
    }
}

impl Open {
    /// Ends the spans that reach beyond the rows of their group.
    fn end_group(&mut self) {
        if self.group == self.table.cells.len() {
            return;
        }
        let rows = self.table.rows;
        for cell in self.table.cells.iter_mut().skip(self.group) {
            cell.rows = cell.rows.min(rows - cell.row);
        }
        self.columns.cut(rows);
        self.group = self.table.cells.len();
    }
}
