//! Made-up sheets: the cells of a form with their spans, written down in each of the shapes in which
//! published tables reach a reader.

use jixiao::documents::{Block, Document, Grid, GridCell, Line, Merge, Row, Source, Spot};

/// A cell of a sheet and how many columns and rows it covers.
#[derive(Clone, Debug)]
pub struct Box {
    pub text: String,
    pub across: usize,
    pub down: usize,
}

/// The rows of a form; cells covered from above are left out.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub title: Vec<String>,
    pub rows: Vec<Vec<Box>>,
}

/// How a sheet is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// Cells with their spans, as DOCX, XLSX, HTML and ruled PDF tables give them.
    Grid,
    /// A cell per line behind a tab, covered cells as empty ones (shape 1).
    Tabs,
    /// A cell per line that ends in ` |`, covered cells left out (shape 2).
    Column,
    /// A row per line, ` | ` between cells, covered cells as empty ones (shape 3).
    Bars,
    /// The same with covered cells left out.
    Narrow,
    /// A row per line, a blank between cells, empty cells gone (shape 4).
    Blanks,
    /// A row per line, nothing between its cells (shape 5).
    Glued,
    /// Everything on one line, a blank between cells, empty cells gone (shape 6).
    OneLine,
    /// A row per line, its numbers before its labels, a blank between cells (shape 7).
    Scrambled,
    /// All labels of a block before all its numbers (shape 7, as tables in columns come out).
    Apart,
}

pub const SHAPES: [Shape; 10] = [
    Shape::Grid,
    Shape::Tabs,
    Shape::Column,
    Shape::Bars,
    Shape::Narrow,
    Shape::Blanks,
    Shape::Glued,
    Shape::OneLine,
    Shape::Scrambled,
    Shape::Apart,
];

pub fn cell(text: impl Into<String>) -> Box {
    Box { text: text.into(), across: 1, down: 1 }
}

impl Box {
    pub fn down(self, down: usize) -> Self {
        Self { down: down.max(1), ..self }
    }
}

/// Gives the cells of a row the columns `edges` begins and ends at.
pub fn laid(cells: Vec<Box>, edges: &[usize]) -> Vec<Box> {
    assert_eq!(cells.len() + 1, edges.len(), "{cells:?}");
    cells.into_iter().zip(edges.windows(2)).map(|(cell, edge)| Box { across: edge[1] - edge[0], ..cell }).collect()
}

/// The filled cells of all rows in a shape that has lost the borders of its cells.
fn flat(shape: Shape, rows: Vec<Vec<String>>) -> String {
    let numeric = |cell: &String| cell.starts_with(|c: char| c.is_ascii_digit() || "≥≤≧=＝═-—/".contains(c));
    let parted = |cells: Vec<String>| cells.into_iter().partition::<Vec<String>, _>(numeric);
    match shape {
        Shape::Glued => rows.iter().map(|row| row.concat() + "\n").collect(),
        Shape::OneLine => rows.iter().map(|row| row.join(" ") + " ").collect(),
        Shape::Scrambled => {
            let turned = |row| {
                let (numbers, labels) = parted(row);
                [numbers, labels].concat().join(" ") + "\n"
            };
            rows.into_iter().map(turned).collect()
        }
        Shape::Apart => {
            let blocks = rows.chunk_by(|_, next| numeric(next.last().unwrap_or(&String::new())));
            let turned = |block: &[Vec<String>]| {
                let (numbers, labels) = parted(block.concat());
                labels.join(" ") + "\n" + &numbers.join(" ") + "\n"
            };
            blocks.map(turned).collect()
        }
        _ => rows.iter().map(|row| row.join(" ") + "\n").collect(),
    }
}

impl Sheet {
    /// Every row with a cell for every column: its text and what it is to a merged range.
    fn full(&self) -> Vec<Vec<(String, Merge, bool)>> {
        // Covered from above: 1 where the covering cell begins, 2 further right.
        let mut covered: Vec<Vec<u8>> = vec![Vec::new(); self.rows.len() + 8];
        let mut rows = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            let mut full: Vec<(String, Merge, bool)> = Vec::new();
            let above = |full: &mut Vec<(String, Merge, bool)>, covered: &[u8]| {
                while let Some(kind) = covered.get(full.len()).filter(|kind| **kind > 0) {
                    full.push((String::new(), Merge::Above, *kind == 1));
                }
            };
            for cell in row {
                above(&mut full, &covered[at]);
                for below in 1..cell.down {
                    let line = &mut covered[at + below];
                    line.resize(line.len().max(full.len() + cell.across), 0);
                    line[full.len()..full.len() + cell.across].fill(2);
                    line[full.len()] = 1;
                }
                full.push((cell.text.clone(), Merge::Own, true));
                full.extend((1..cell.across).map(|_| (String::new(), Merge::Left, false)));
            }
            above(&mut full, &covered[at]);
            rows.push(full);
        }
        rows
    }

    /// The sheet as a document of the given shape.
    pub fn write(&self, shape: Shape) -> Document {
        if shape == Shape::Grid {
            return self.grid();
        }
        let mut text = self.title.join("\n") + "\n\n";
        let full = self.full();
        let uncovered = |row: &Vec<Box>| row.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
        match shape {
            Shape::Tabs => {
                for row in &full {
                    for (cell, ..) in row.iter().filter(|(_, _, begins)| *begins) {
                        text.push_str(&format!("\t{cell}\n"));
                    }
                    text.push('\n');
                }
            }
            Shape::Column => {
                for cell in self.rows.iter().flat_map(uncovered) {
                    text.push_str(&format!("{cell} |\n"));
                }
            }
            Shape::Bars => {
                for row in &full {
                    let cells: Vec<&str> = row.iter().map(|(cell, ..)| cell.as_str()).collect();
                    text.push_str(&format!("| {} |\n", cells.join(" | ")));
                }
            }
            Shape::Narrow => {
                for row in &self.rows {
                    text.push_str(&format!("{} |\n", uncovered(row).join(" | ")));
                }
            }
            _ => {
                let filled =
                    |row: &Vec<Box>| uncovered(row).into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>();
                text.push_str(&flat(shape, self.rows.iter().map(filled).collect()));
            }
        }
        jixiao::documents::read("family.txt", text.as_bytes()).expect("a text")
    }

    fn grid(&self) -> Document {
        let line = |(at, text): (usize, &String)| {
            let spot = Spot { line: u32::try_from(at + 1).unwrap(), ..Spot::default() };
            Block::Line(Line { text: text.clone(), spot, gap: 0 })
        };
        let mut blocks: Vec<Block> = self.title.iter().enumerate().map(line).collect();
        let rows = self.full().into_iter().enumerate().map(|(row, cells)| Row {
            cells: cells
                .into_iter()
                .enumerate()
                .map(|(column, (text, merge, _))| {
                    let (row, column) = (u32::try_from(row + 1).unwrap(), u32::try_from(column + 1).unwrap());
                    GridCell { text, spot: Spot { row, column, ..Spot::default() }, merge }
                })
                .collect(),
        });
        blocks.push(Block::Grid(Grid { rows: rows.collect() }));
        Document { source: Source::new("family.docx"), format: "docx", encoding: "", blocks, problems: Vec::new() }
    }
}
