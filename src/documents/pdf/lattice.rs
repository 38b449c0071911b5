//! A frame of ruling lines to the cells between them, with the spans of merged ones.
//!
//! Every pair of neighbouring lines makes a row or a column of units; units without a line between
//! them are one cell.
#![expect(clippy::disallowed_types, reason = "coordinates are not money")]

use super::pages::Ruling;
use super::rulings::{Frame, SNAP, Sets, clusters};
use std::collections::BTreeMap;

/// The cells of one frame on one page.
#[derive(Clone, Debug, Default)]
pub(super) struct Lattice {
    /// The vertical lines from left to right; column `i` lies between `xs[i]` and `xs[i + 1]`.
    pub(super) xs: Vec<f64>,
    /// The horizontal lines from top to bottom.
    pub(super) ys: Vec<f64>,
    /// The cells by row and column. They do not overlap.
    pub(super) areas: Vec<Area>,
    /// For every unit, row by row, the cell it belongs to.
    owners: Vec<Option<usize>>,
}

/// Why a page is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TooMany {
    /// Its tables have more cells than are allowed.
    Cells,
    /// It has more lines or tables than anyone prints, and telling them apart would not end.
    Lines,
}

/// The units a cell covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Area {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
}

impl Lattice {
    /// The cell at a point.
    pub(super) fn cell_at(&self, x: f64, y: f64) -> Option<usize> {
        let column = self.xs.partition_point(|line| *line <= x).checked_sub(1)?;
        let row = self.ys.partition_point(|line| *line <= y).checked_sub(1)?;
        let columns = self.xs.len() - 1;
        if column >= columns {
            return None;
        }
        self.owners.get(row * columns + column).copied().flatten()
    }

    /// Left, top, right and bottom of a cell.
    pub(super) fn edges(&self, cell: usize) -> [f64; 4] {
        let area = self.areas[cell];
        [self.xs[area.column], self.ys[area.row], self.xs[area.column + area.columns], self.ys[area.row + area.rows]]
    }

    pub(super) fn top(&self) -> f64 {
        self.ys.first().copied().unwrap_or_default()
    }

    pub(super) fn bottom(&self) -> f64 {
        self.ys.last().copied().unwrap_or_default()
    }

    /// How much paper it takes.
    pub(super) fn surface(&self) -> f64 {
        let width = self.xs.last().copied().unwrap_or_default() - self.xs.first().copied().unwrap_or_default();
        width * (self.bottom() - self.top())
    }
}

/// The cells of a frame. A single column is a box, a shade or an underlined text, not a table.
///
/// # Errors
///
/// Above `most` units.
pub(super) fn lattice(frame: &Frame, most: usize) -> Result<Option<Lattice>, TooMany> {
    let xs = with_open_ends(&frame.down, &frame.across);
    let ys = with_open_ends(&frame.across, &frame.down);
    if xs.len() < 3 || ys.len() < 2 {
        return Ok(None);
    }
    let (rows, columns) = (ys.len() - 1, xs.len() - 1);
    let units = rows.saturating_mul(columns);
    if units > most {
        return Err(TooMany::Cells);
    }
    let mut lattice = Lattice { xs, ys, areas: Vec::new(), owners: vec![None; units] };
    let walls = Walls::new(frame, &lattice.xs, &lattice.ys);
    for region in walls.regions() {
        lattice.add(&region, &walls);
    }
    lattice.sort();
    Ok((lattice.areas.len() > 1).then_some(lattice))
}

/// The places of `lines`, and the ends of the lines that cross them where those go on past the
/// outermost: a table without lines at its sides still has cells there.
fn with_open_ends(lines: &[Ruling], crossing: &[Ruling]) -> Vec<f64> {
    const OPEN: f64 = 4.0 * SNAP;
    let mut places = with_single_lines(clusters(lines.iter().map(|line| line.at).collect()));
    let first = crossing.iter().map(|line| line.from).fold(f64::INFINITY, f64::min);
    let last = crossing.iter().map(|line| line.to).fold(f64::NEG_INFINITY, f64::max);
    if places.first().is_some_and(|place| place - first > OPEN) {
        places.insert(0, first);
    }
    if places.last().is_some_and(|place| last - place > OPEN) {
        places.push(last);
    }
    places
}

/// The places of lines, where each cell is a box of its own: the edges of neighbours, some points apart,
/// are one line. In a table without such boxes no row or column is so narrow.
fn with_single_lines(places: Vec<f64>) -> Vec<f64> {
    const BOXES: f64 = 1.8 * SNAP;
    let narrow = places.windows(2).filter(|pair| pair[1] - pair[0] < BOXES).count();
    if narrow == 0 || narrow * 3 < places.len() {
        return places;
    }
    let mut single: Vec<f64> = Vec::new();
    let mut last = f64::NEG_INFINITY;
    for place in places {
        match single.last_mut() {
            Some(line) if place - last < BOXES => *line = (*line + place) / 2.0,
            _ => single.push(place),
        }
        last = place;
    }
    single
}

/// Which units are walled off from which.
struct Walls {
    rows: usize,
    columns: usize,
    /// For unit `(row, column)`: a line at its left; one more column than units.
    left: Vec<bool>,
    /// For unit `(row, column)`: a line above it; one more row than units.
    above: Vec<bool>,
}

impl Walls {
    fn new(frame: &Frame, xs: &[f64], ys: &[f64]) -> Self {
        let (rows, columns) = (ys.len() - 1, xs.len() - 1);
        let mut left = vec![false; rows * (columns + 1)];
        let mut above = vec![false; (rows + 1) * columns];
        for (column, x) in xs.iter().enumerate() {
            let open = !frame.down.iter().any(|line| (line.at - x).abs() <= SNAP);
            for (row, covered) in covered(&frame.down, *x, ys).into_iter().enumerate() {
                left[row * (columns + 1) + column] = covered || open;
            }
        }
        for (row, y) in ys.iter().enumerate() {
            let open = !frame.across.iter().any(|line| (line.at - y).abs() <= SNAP);
            for (column, covered) in covered(&frame.across, *y, xs).into_iter().enumerate() {
                above[row * columns + column] = covered || open;
            }
        }
        Self { rows, columns, left, above }
    }

    fn wall_left(&self, row: usize, column: usize) -> bool {
        self.left[row * (self.columns + 1) + column]
    }

    fn wall_above(&self, row: usize, column: usize) -> bool {
        self.above[row * self.columns + column]
    }

    /// The sets of units without a wall between them. Those open to the outside are not cells.
    fn regions(&self) -> Vec<Vec<(usize, usize)>> {
        let outside = self.rows * self.columns;
        let mut sets = Sets::new(outside + 1);
        for row in 0..self.rows {
            for column in 0..self.columns {
                let unit = row * self.columns + column;
                if !self.wall_left(row, column) {
                    sets.join(unit, if column == 0 { outside } else { unit - 1 });
                }
                if !self.wall_above(row, column) {
                    sets.join(unit, if row == 0 { outside } else { unit - self.columns });
                }
                if column + 1 == self.columns && !self.wall_left(row, column + 1) {
                    sets.join(unit, outside);
                }
                if row + 1 == self.rows && !self.wall_above(row + 1, column) {
                    sets.join(unit, outside);
                }
            }
        }
        let outer = sets.find(outside);
        let mut regions: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
        for unit in 0..outside {
            let set = sets.find(unit);
            if set != outer {
                regions.entry(set).or_default().push((unit / self.columns, unit % self.columns));
            }
        }
        regions.into_values().collect()
    }
}

/// For each stretch between two neighbours of `stops`: whether the lines at `at` cover most of it.
fn covered(lines: &[Ruling], at: f64, stops: &[f64]) -> Vec<bool> {
    const MOST: f64 = 0.6;
    let first = lines.partition_point(|line| line.at < at - SNAP);
    let lines: Vec<&Ruling> = lines[first..].iter().take_while(|line| line.at <= at + SNAP).collect();
    let covers = |from: f64, to: f64| {
        // Pieces of one line are joined, so they do not overlap.
        let ink: f64 = lines.iter().map(|line| (line.to.min(to) - line.from.max(from)).max(0.0)).sum();
        ink >= MOST * (to - from)
    };
    stops.windows(2).map(|pair| covers(pair[0], pair[1])).collect()
}

impl Lattice {
    /// Adds a region as a cell. One that is no rectangle (a piece of line is missing) falls apart
    /// into the stretches of its rows, so that no two cells overlap.
    fn add(&mut self, region: &[(usize, usize)], walls: &Walls) {
        let bounds = bounds(region);
        if bounds.rows * bounds.columns == region.len() {
            self.push(bounds);
            return;
        }
        let mut units = region.to_vec();
        units.sort_unstable();
        let mut open: Option<Area> = None;
        for (row, column) in units {
            match &mut open {
                Some(area)
                    if area.row == row && area.column + area.columns == column && !walls.wall_left(row, column) =>
                {
                    area.columns += 1;
                }
                _ => {
                    open.into_iter().for_each(|area| self.push(area));
                    open = Some(Area { row, column, rows: 1, columns: 1 });
                }
            }
        }
        open.into_iter().for_each(|area| self.push(area));
    }

    fn push(&mut self, area: Area) {
        self.areas.push(area);
    }

    fn sort(&mut self) {
        self.areas.sort_unstable();
        let columns = self.xs.len() - 1;
        for (number, area) in self.areas.iter().enumerate() {
            for row in area.row..area.row + area.rows {
                let first = row * columns + area.column;
                self.owners[first..first + area.columns].fill(Some(number));
            }
        }
    }
}

fn bounds(region: &[(usize, usize)]) -> Area {
    let least = |part: fn(&(usize, usize)) -> usize| region.iter().map(part).min().unwrap_or_default();
    let most = |part: fn(&(usize, usize)) -> usize| region.iter().map(part).max().unwrap_or_default();
    let (row, column) = (least(|unit| unit.0), least(|unit| unit.1));
    Area { row, column, rows: most(|unit| unit.0) - row + 1, columns: most(|unit| unit.1) - column + 1 }
}
