//! The look of every chart: the page, the sizes of type, and a small palette that survives a
//! black-and-white print-out and colour-blind eyes (`tests/it/charts.rs` computes both).
//!
//! Lengths are in tenths of a pixel, so that the integers of the drawing backend place a dot to a
//! tenth; 9,200 of them are the width of a column of A4, so that 150 prints at about eight points.

use crate::charts::fonts::Face;

/// Width of the page.
pub const WIDTH: i32 = 9_200;
/// Margin left and right.
pub const MARGIN: i32 = 280;
/// Right edge of what is drawn.
pub const RIGHT: i32 = WIDTH - MARGIN;

/// A colour, as red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ink(pub u8, pub u8, pub u8);

/// Text that carries a value or a name.
pub const INK: Ink = Ink(0x1A, 0x1C, 0x20);
/// Text that explains; still above 4.5:1 on white.
pub const MUTED: Ink = Ink(0x5B, 0x62, 0x6B);
/// The main series: what was spent, what is compared.
pub const PRIMARY: Ink = Ink(0x0C, 0x3C, 0x68);
/// What the title points at: what was lost or left over. Darker than its neighbours in grey too,
/// so that a print-out keeps the emphasis.
pub const ACCENT: Ink = Ink(0xB0, 0x45, 0x06);
/// Bars beside those that the title points at.
pub const STEEL: Ink = Ink(0x6C, 0x93, 0xB6);
/// Bars and lines that only give context.
pub const PALE: Ink = Ink(0xB9, 0xC7, 0xD4);
/// Grid lines and rules.
pub const RULE: Ink = Ink(0xDD, 0xE0, 0xE4);
/// The band behind a summary row.
pub const BAND: Ink = Ink(0xF2, 0xF4, 0xF6);
/// The paper.
pub const PAPER: Ink = Ink(0xFF, 0xFF, 0xFF);

/// The palette by name, for the test that measures it.
pub const PALETTE: [(&str, Ink); 4] = [("primary", PRIMARY), ("accent", ACCENT), ("steel", STEEL), ("pale", PALE)];

/// The shades of the heatmap from nothing lost to most lost, each clearly darker than the last.
pub const SHADES: [Ink; 5] =
    [Ink(0xF7, 0xF5, 0xF1), Ink(0xF8, 0xDC, 0xB4), Ink(0xEC, 0xAE, 0x68), Ink(0xB4, 0x56, 0x0A), Ink(0x6B, 0x2C, 0x04)];

/// How a text is set: size in tenths of a pixel, weight, colour and the point it hangs from.
#[derive(Clone, Copy, Debug)]
pub struct Type {
    /// Size of the type.
    pub size: i32,
    /// Regular or bold.
    pub face: Face,
    /// Colour.
    pub ink: Ink,
    /// Where the given point lies in the text.
    pub anchor: Anchor,
}

/// Where the point a text is placed at lies in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// At its beginning.
    Start,
    /// In its middle.
    Middle,
    /// At its end.
    End,
}

impl Type {
    const fn of(size: i32, face: Face, ink: Ink) -> Self {
        Self { size, face, ink, anchor: Anchor::Start }
    }

    /// The same type, hung from its end.
    pub const fn end(self) -> Self {
        Self { anchor: Anchor::End, ..self }
    }

    /// The same type, hung from its middle.
    pub const fn middle(self) -> Self {
        Self { anchor: Anchor::Middle, ..self }
    }

    /// The same type in bold.
    pub const fn bold(self) -> Self {
        Self { face: Face::Bold, ..self }
    }

    /// The same type in another colour.
    pub const fn ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    /// How far below the middle of a row the foot of its figures stands.
    pub const fn drop(self) -> i32 {
        self.size * 36 / 100
    }
}

/// The finding.
pub const TITLE: Type = Type::of(250, Face::Bold, INK);
/// Measure, unit, years, n.
pub const SUBTITLE: Type = Type::of(155, Face::Regular, MUTED);
/// The head of a panel.
pub const HEAD: Type = Type::of(160, Face::Bold, INK);
/// Names and values.
pub const LABEL: Type = Type::of(150, Face::Regular, INK);
/// Ticks, column heads and remarks.
pub const SMALL: Type = Type::of(136, Face::Regular, MUTED);
/// The foot line.
pub const FOOT: Type = Type::of(125, Face::Regular, MUTED);
