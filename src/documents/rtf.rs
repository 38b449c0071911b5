//! Rich text (.rtf), which many programs write under the name of .doc: paragraphs, and tables whose
//! columns are told by the edges of their cells.

use crate::documents::apart::Apart;
use crate::documents::fault::{Fault, Meter};
use crate::documents::limits::Limits;
use crate::documents::spans::{self, Content, Piece, Placed, Table};
use crate::documents::{Block, Document, Source, Spot};
use crate::problem::Problem;
use encoding_rs::{Encoding, GB18030, WINDOWS_1252};

/// Edges closer than this, in twentieths of a point, are one.
const NEAR: i32 = 30;

/// Groups whose text is no part of the paper's.
const ASIDE: [&str; 14] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "header",
    "footer",
    "headerl",
    "headerr",
    "footerl",
    "footerr",
    "footnote",
    "annotation",
    "object",
];

/// Whether `bytes` begin as rich text does.
pub(super) fn is_rtf(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"{\\rtf")
}

/// Reads a file of rich text.
pub(super) fn read(file: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Problem> {
    let (blocks, apart) =
        blocks(bytes, limits).map_err(|fault| fault.problem(file, ("RTF文件", "a file of rich text (RTF)"), limits))?;
    Ok(Document { source: Source::new(file), format: "rtf", encoding: "", blocks, problems: apart.problems(file) })
}

fn blocks(bytes: &[u8], limits: &Limits) -> Result<(Vec<Block>, Apart), Fault> {
    let mut meter = Meter::new(limits);
    let mut reader = Reader::default();
    reader.read(bytes, &mut meter)?;
    reader.end_table(&mut meter)?;
    reader.end_paragraph();
    Ok((spans::blocks(reader.pieces, &mut meter)?, reader.apart))
}

/// What a group inherits from the one around it.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    aside: bool,
    hidden: bool,
    struck: bool,
    raised: bool,
    in_table: bool,
    /// How many signs stand for one that is given by its number.
    spare: usize,
}

/// A cell as its row defines it.
#[derive(Clone, Copy, Debug, Default)]
struct Edge {
    right: i32,
    goes_on_above: bool,
    goes_on_left: bool,
}

/// A row: where it begins, its cells' edges, and their texts.
#[derive(Clone, Debug, Default)]
struct Row {
    left: i32,
    edges: Vec<Edge>,
    texts: Vec<String>,
}

#[derive(Default)]
struct Reader {
    pieces: Vec<Piece>,
    apart: Apart,
    state: State,
    open: Vec<State>,
    encoding: Option<&'static Encoding>,
    text: String,
    /// Bytes of a text that are not decoded yet.
    bytes: Vec<u8>,
    /// Signs left that only stand for the one before them.
    skip: usize,
    row: Row,
    pending: Edge,
    rows: Vec<Row>,
}

impl Reader {
    fn read(&mut self, bytes: &[u8], meter: &mut Meter<'_>) -> Result<(), Fault> {
        self.state.spare = 1;
        let mut rest = bytes;
        while let [first, after @ ..] = rest {
            rest = after;
            match first {
                b'{' => {
                    self.decode();
                    meter.nesting(self.open.len() / 8)?;
                    self.open.push(self.state);
                }
                b'}' => {
                    self.decode();
                    self.state = self.open.pop().unwrap_or_default();
                }
                b'\\' => rest = self.control(after, meter)?,
                b'\r' | b'\n' => {}
                _ if self.skip > 0 => self.skip -= 1,
                byte => self.bytes.push(*byte),
            }
            meter.line(self.text.len() + self.bytes.len())?;
        }
        self.decode();
        Ok(())
    }

    /// Reads a control behind its backslash, and returns what follows it.
    fn control<'b>(&mut self, rest: &'b [u8], meter: &mut Meter<'_>) -> Result<&'b [u8], Fault> {
        let letters = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        if letters == 0 {
            return Ok(self.sign(rest));
        }
        let (word, after) = rest.split_at(letters);
        let digits =
            after.iter().enumerate().take_while(|(at, byte)| byte.is_ascii_digit() || *at == 0 && **byte == b'-');
        let (number, after) = after.split_at(digits.count());
        let number: Option<i32> = std::str::from_utf8(number).ok().and_then(|number| number.parse().ok());
        let after = after.strip_prefix(b" ").unwrap_or(after);
        let word = std::str::from_utf8(word).unwrap_or_default();
        if word == "u" {
            self.decode();
            let code = number.unwrap_or(0);
            let code = u32::try_from(if code < 0 { code + 0x1_0000 } else { code }).unwrap_or(0);
            self.push(&char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER).to_string());
            self.skip = self.state.spare;
            return Ok(after);
        }
        if word == "bin" {
            return Ok(after.get(usize::try_from(number.unwrap_or(0)).unwrap_or(0)..).unwrap_or_default());
        }
        self.decode();
        self.skip = 0;
        self.word(word, number, meter)?;
        Ok(after)
    }

    /// A control of one sign.
    fn sign<'b>(&mut self, rest: &'b [u8]) -> &'b [u8] {
        let Some((sign, after)) = rest.split_first() else { return rest };
        match sign {
            b'\'' => {
                let code = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
                if self.skip > 0 {
                    self.skip -= 1;
                } else {
                    self.bytes.extend(code.and_then(|code| u8::from_str_radix(code, 16).ok()));
                }
                return after.get(2..).unwrap_or_default();
            }
            b'*' => self.state.aside = true,
            b'~' => self.bytes.push(b' '),
            b'_' => self.bytes.push(b'-'),
            b'\\' | b'{' | b'}' => self.bytes.push(*sign),
            b'\r' | b'\n' => {
                self.decode();
                self.end_paragraph();
            }
            _ => {}
        }
        after
    }

    fn word(&mut self, word: &str, number: Option<i32>, meter: &mut Meter<'_>) -> Result<(), Fault> {
        let on = number != Some(0);
        match word {
            _ if ASIDE.contains(&word) => self.state.aside = true,
            "ansicpg" => {
                let page = match number {
                    Some(936 | 54936) => GB18030,
                    Some(950) => encoding_rs::BIG5,
                    Some(65001) => encoding_rs::UTF_8,
                    _ => WINDOWS_1252,
                };
                self.encoding = Some(page);
            }
            "uc" => self.state.spare = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(8),
            "v" => self.state.hidden = on,
            "strike" | "striked" => self.state.struck = on,
            "super" => self.state.raised = on,
            "nosupersub" => self.state.raised = false,
            "plain" => (self.state.hidden, self.state.struck, self.state.raised) = (false, false, false),
            "pard" => self.state.in_table = false,
            "intbl" => self.state.in_table = true,
            "tab" => self.push("\t"),
            "line" | "nestcell" | "nestrow" => self.push("\n"),
            "emdash" => self.push("—"),
            "endash" => self.push("–"),
            "lquote" => self.push("‘"),
            "rquote" => self.push("’"),
            "ldblquote" => self.push("“"),
            "rdblquote" => self.push("”"),
            "par" | "sect" | "page" => {
                if self.state.in_table {
                    self.push("\n");
                } else {
                    self.end_table(meter)?;
                    self.end_paragraph();
                }
            }
            "trowd" => (self.row.left, self.row.edges, self.pending) = (0, Vec::new(), Edge::default()),
            "trleft" => self.row.left = number.unwrap_or(0),
            "clmrg" => self.pending.goes_on_left = true,
            "clvmrg" => self.pending.goes_on_above = true,
            "cellx" => {
                meter.cell()?;
                let edge = std::mem::take(&mut self.pending);
                self.row.edges.push(Edge { right: number.unwrap_or(0), ..edge });
            }
            "cell" => {
                meter.cell()?;
                let text = std::mem::take(&mut self.text);
                self.row.texts.push(text);
            }
            "row" => {
                let texts = std::mem::take(&mut self.row.texts);
                self.rows.push(Row { texts, ..self.row.clone() });
            }
            _ => {}
        }
        Ok(())
    }

    /// Decodes the bytes read so far.
    fn decode(&mut self) {
        if !self.bytes.is_empty() {
            let bytes = std::mem::take(&mut self.bytes);
            let text = self.encoding.unwrap_or(GB18030).decode_without_bom_handling(&bytes).0.into_owned();
            self.push(&text);
        }
    }

    fn push(&mut self, text: &str) {
        let state = self.state;
        match state {
            State { aside: true, .. } | State { hidden: true, .. } => {}
            State { struck: true, .. } => self.apart.strike(text),
            State { raised: true, .. } => self.apart.raise(&mut self.text, text),
            _ => self.text.push_str(text),
        }
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        if !text.trim().is_empty() {
            self.pieces.push(Piece::Line(text, Spot::default()));
        }
    }

    /// Lays out the rows read so far as a table.
    fn end_table(&mut self, meter: &mut Meter<'_>) -> Result<(), Fault> {
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() {
            return Ok(());
        }
        let mut lines: Vec<i32> = rows.iter().flat_map(|row| row.edges.iter().map(|edge| edge.right)).collect();
        lines.extend(rows.iter().map(|row| row.left));
        lines.sort_unstable();
        lines.dedup_by(|next, line| next.saturating_sub(*line) < NEAR);
        let place = |x: i32| lines.partition_point(|line| line.saturating_add(NEAR) <= x);
        let mut table = Table { columns: lines.len().saturating_sub(1), ..Table::default() };
        meter.area((table.columns as u64).saturating_mul(rows.len() as u64))?;
        for row in rows {
            lay(&mut table, &row, place);
            table.rows += 1;
        }
        self.pieces.push(Piece::Table(table));
        Ok(())
    }
}

/// Puts the cells of a row into a table; `place` tells which line an edge is.
fn lay(table: &mut Table, row: &Row, place: impl Fn(i32) -> usize) {
    let mut left = place(row.left);
    for (edge, text) in row.edges.iter().zip(&row.texts) {
        let right = place(edge.right).max(left + 1);
        let (column, columns) = (left, right - left);
        left = right;
        let (mut content, mut line) = (Content::default(), vec![Piece::Line(text.clone(), Spot::default())]);
        content.extend(&mut line);
        let beside = table.cells.last_mut().filter(|cell| edge.goes_on_left && cell.row == table.rows);
        if let Some(cell) = beside {
            cell.columns += columns;
            continue;
        }
        let above = table
            .cells
            .iter_mut()
            .rev()
            .take(4096)
            .find(|cell| edge.goes_on_above && cell.column == column && cell.row + cell.rows == table.rows);
        if let Some(cell) = above {
            cell.rows += 1;
            continue;
        }
        let count = |at: usize| u32::try_from(at + 1).unwrap_or(0);
        let spot = Spot { row: count(table.rows), column: count(column), ..Spot::default() };
        table.cells.push(Placed { row: table.rows, column, rows: 1, columns, spot, content });
    }
}
