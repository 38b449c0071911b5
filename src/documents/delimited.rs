//! Tables of a text whose cells are parted by tabs or commas, a row on a line, empty ones included.

use crate::documents::fault::{Fault, Meter};
use crate::documents::{Grid, GridCell, Row, Spot, repair};

/// Fewer rows are no table, and fewer cells in each are a list or a sentence.
const ROWS: usize = 3;
const CELLS: usize = 3;

/// A part of a text: a table, or lines and the number of the first of them.
pub(super) enum Part {
    Table(Grid),
    Lines(String, u32),
}

/// The parts of a text: runs of lines with equally many cells, and what stands between them.
pub(super) fn parts(text: &str, meter: &mut Meter<'_>) -> Result<Vec<Part>, Fault> {
    let lines: Vec<&str> = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect();
    let mut parts = Vec::new();
    let (mut at, mut plain) = (0, 0);
    while at < lines.len() {
        let found = ['\t', ','].into_iter().find_map(|between| Some((between, run(&lines[at..], between)?)));
        let Some((between, length)) = found else {
            at += 1;
            continue;
        };
        push_lines(&mut parts, &lines[plain..at], plain);
        let mut grid = Grid::default();
        for (offset, line) in lines[at..at + length].iter().enumerate() {
            meter.line(line.len())?;
            let cells = cells(line, between);
            meter.area(cells.len() as u64)?;
            let number = u32::try_from(at + offset + 1).unwrap_or(u32::MAX);
            let cell = |(character, text): (usize, String)| GridCell {
                text: repair::text(text.trim().to_owned()),
                spot: Spot::line(number).behind(character),
                ..GridCell::default()
            };
            grid.rows.push(Row { cells: cells.into_iter().map(cell).collect() });
        }
        parts.push(Part::Table(grid));
        at += length;
        plain = at;
    }
    push_lines(&mut parts, &lines[plain..], plain);
    Ok(parts)
}

fn push_lines(parts: &mut Vec<Part>, lines: &[&str], before: usize) {
    if !lines.is_empty() {
        parts.push(Part::Lines(lines.join("\n"), u32::try_from(before).unwrap_or(u32::MAX)));
    }
}

/// How many lines from the first on are rows of one table, if enough are.
fn run(lines: &[&str], between: char) -> Option<usize> {
    let first = lines.first().filter(|line| line.contains(between))?;
    let count = count(first, between);
    if count < CELLS {
        return None;
    }
    let rows = lines.iter().take_while(|line| self::count(line, between) == count).count();
    // A sentence has commas too, and blanks behind them; a row of a table seldom has no empty cell.
    let lists = between == ',' && lines[..rows].iter().any(|line| line.contains(", "));
    let empty = || lines[..rows].iter().any(|line| line.ends_with(between) || line.starts_with(between));
    (rows >= ROWS && !lists && (between == ',' || empty())).then_some(rows)
}

fn count(line: &str, between: char) -> usize {
    let mut quoted = false;
    let parts = line.chars().filter(|c| {
        quoted ^= *c == '"';
        *c == between && !quoted
    });
    parts.count() + 1
}

/// The cells of a line, each with how many characters stand before it. A quoted one may hold the sign
/// that parts them, and quotes twice.
fn cells(line: &str, between: char) -> Vec<(usize, String)> {
    let mut cells = vec![(0, String::new())];
    let (mut quoted, mut at) = (false, 0);
    let mut signs = line.chars().peekable();
    while let Some(sign) = signs.next() {
        at += 1;
        let Some((_, cell)) = cells.last_mut() else { return cells };
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => {
                signs.next();
                at += 1;
                cell.push('"');
            }
            '"' if quoted || cell.trim().is_empty() => quoted = !quoted,
            sign if sign == between && !quoted => cells.push((at, String::new())),
            sign => cell.push(sign),
        }
    }
    cells
}

/// A text with the tables that box-drawing signs draw as if bars and hyphens did.
pub(super) fn with_bars(text: &str) -> Option<String> {
    let rules = text.chars().filter(|sign| matches!(sign, '─' | '━' | '═')).count();
    let bars = text.chars().filter(|sign| matches!(sign, '│' | '┃' | '║')).count();
    let plain = |sign: char| match sign {
        '─' | '━' | '═' => '-',
        '\u{2500}'..='\u{256c}' => '|',
        sign => sign,
    };
    (rules > CELLS && bars > CELLS).then(|| text.chars().map(plain).collect())
}
