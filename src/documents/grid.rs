//! The one shape every format is read into: blocks that are lines or grids.

use std::sync::Arc;

/// One published file, as it stands on the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The file as the caller named it.
    pub file: Arc<str>,
    /// The character encoding the text was in, such as `UTF-8` or `gb18030`.
    pub encoding: &'static str,
    /// The blocks, in reading order.
    pub blocks: Vec<Block>,
}

/// One piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A line of running text.
    Line(Line),
    /// A table whose cells are known.
    Grid(Grid),
}

/// A line of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The text without the blanks at its ends; never empty.
    pub text: String,
    /// Its number in the file, from 1.
    pub number: u32,
    /// How many empty lines stand before it.
    pub gap: u32,
}

/// A table, row by row. Rows may differ in width where the paper merges cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// The rows from top to bottom.
    pub rows: Vec<Row>,
}

/// The cells of one row from left to right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The cells.
    pub cells: Vec<GridCell>,
}

/// One cell; its paragraphs are parted by line feeds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GridCell {
    /// The text as printed, without the blanks at its ends.
    pub text: String,
    /// The number of its first line in the file, from 1.
    pub line: u32,
}
