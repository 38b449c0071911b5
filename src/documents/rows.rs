//! Texts whose cells are parted by `|`: a row on a line (`a | b | c`, `||` around an empty cell), or
//! a cell on a line that ends in ` |`, where the borders of the rows are lost; and texts with a cell
//! in each paragraph, a no-break space in the empty ones.
//!
//! The first become rows of a grid; the second a grid of one column, whose rows only the meaning of
//! its cells can part again.

use crate::documents::decode::EMPTY_CELL;
use crate::documents::{Grid, GridCell, Line, Row, cells};

/// How many lines without a bar may stand between the rows of one table, and how long each.
const BETWEEN: usize = 2;
const SHORT: usize = 40;
/// Fewer lines with bars are no table.
const LINES: usize = 3;

/// Takes the tables with bars out of `lines`: runs of plain lines, and grids.
pub(super) fn parted(lines: Vec<Line>) -> Vec<Result<Grid, Vec<Line>>> {
    let lines = match paragraphs(lines) {
        Ok(grid) => return vec![Ok(grid)],
        Err(lines) => lines,
    };
    let mut parts = Vec::new();
    let mut plain: Vec<Line> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let end = match table_end(&lines, at) {
            Ok(end) => {
                if !plain.is_empty() {
                    parts.push(Err(std::mem::take(&mut plain)));
                }
                parts.push(Ok(grid(&lines[at..end])));
                end
            }
            Err(end) => {
                plain.extend_from_slice(&lines[at..end]);
                end
            }
        };
        at = end;
    }
    if !plain.is_empty() {
        parts.push(Err(plain));
    }
    parts
}

/// A text with a cell in each paragraph as a grid of one column; else its lines without the empty
/// cells, which then are empty lines.
fn paragraphs(lines: Vec<Line>) -> Result<Grid, Vec<Line>> {
    let is_empty = |line: &Line| line.text.chars().all(|c| c == EMPTY_CELL);
    let empty = lines.iter().filter(|line| is_empty(line)).count();
    let parted = lines.iter().filter(|line| line.gap > 0).count();
    if empty >= LINES && parted * 10 >= lines.len() * 8 {
        let mut grid = Grid::default();
        for line in &lines {
            let text = line.text.trim();
            match grid.rows.last_mut().and_then(|row| row.cells.last_mut()).filter(|_| line.gap == 0) {
                Some(_) if text.is_empty() => {}
                Some(cell) => {
                    if !cell.text.is_empty() {
                        cell.text.push('\n');
                    }
                    cell.text.push_str(text);
                }
                None => grid.rows.push(Row {
                    cells: vec![GridCell { text: text.to_owned(), spot: line.spot, ..GridCell::default() }],
                }),
            }
        }
        return Ok(grid);
    }
    let mut kept: Vec<Line> = Vec::new();
    let mut gap = 0;
    for line in lines {
        gap += line.gap;
        if is_empty(&line) {
            gap += 1;
        } else {
            kept.push(Line { gap, ..line });
            gap = 0;
        }
    }
    Err(kept)
}

fn barred(line: &Line) -> bool {
    line.text.contains('|') || line.text.contains('｜')
}

/// The line behind the table that begins at `from`; where none does, the line behind those that are
/// plain, of which each is looked at once.
fn table_end(lines: &[Line], from: usize) -> Result<usize, usize> {
    if !barred(&lines[from]) {
        return Err(from + 1);
    }
    let (mut end, mut bars, mut between) = (from, 0, 0);
    for (at, line) in lines.iter().enumerate().skip(from) {
        if barred(line) {
            (end, bars, between) = (at + 1, bars + 1, 0);
            continue;
        }
        between += 1;
        // A sentence ends a table; a short line between its rows is the rest of a cell.
        if between > BETWEEN || line.text.chars().count() > SHORT || line.text.contains('。') {
            break;
        }
    }
    let filled = lines[from..end].iter().any(|line| line.text.chars().any(char::is_alphanumeric));
    if bars >= LINES && filled { Ok(end) } else { Err(end) }
}

fn grid(lines: &[Line]) -> Grid {
    let texts: Vec<String> = lines.iter().map(|line| line.text.replace('｜', "|")).collect();
    let rows: Vec<&String> = texts.iter().filter(|text| text.contains('|')).collect();
    let most = |count: usize| count * 10 >= rows.len() * 9;
    let closed = most(rows.iter().filter(|text| text.ends_with('|')).count());
    let opened = most(rows.iter().filter(|text| text.starts_with('|')).count());
    let single = |text: &&&String| !text.strip_suffix('|').unwrap_or(text).contains('|');
    let one_column = closed && most(rows.iter().filter(single).count());
    let mut grid = Grid::default();
    for (line, text) in lines.iter().zip(&texts) {
        let (mut inner, mut spot) = (text.trim(), line.spot);
        if closed {
            inner = inner.strip_suffix('|').unwrap_or(inner);
        }
        if opened && !one_column {
            (inner, spot) = inner.strip_prefix('|').map_or((inner, spot), |rest| (rest, spot.behind(1)));
        }
        if is_rule(text) {
            continue;
        }
        let cells = cells::parted(inner, '|', spot);
        if one_column {
            // A line with more bars holds several cells; the stream of cells stays the same.
            grid.rows.extend(cells.into_iter().map(|cell| Row { cells: vec![cell] }));
        } else {
            grid.rows.push(Row { cells });
        }
    }
    grid
}

/// A line that only draws: `|---|:---:|`.
fn is_rule(text: &str) -> bool {
    text.contains("--") && text.chars().all(|c| "|-: +".contains(c))
}
