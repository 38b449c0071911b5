//! The list of what is drawn: shapes and texts with their places, kept until the page knows its
//! height. Every text leaves the box it fills, so that layouts can look before they place and
//! tests can see that nothing overlaps.

use crate::charts::fonts::{self, Face};
use crate::charts::style::{Anchor, INK, Ink, PAPER, Type, WIDTH};
use crate::charts::text::{clean, shorten, width};

/// The smallest type that still prints, about five points.
const SMALLEST: i32 = 95;

/// A rectangle on the page, in tenths of a pixel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Left edge.
    pub left: i32,
    /// Upper edge.
    pub top: i32,
    /// Right edge.
    pub right: i32,
    /// Lower edge.
    pub bottom: i32,
}

impl Area {
    /// The rectangle with these edges.
    pub const fn new(left: i32, top: i32, right: i32, bottom: i32) -> Self {
        Self { left, top, right, bottom }
    }

    /// Whether the two share more than an edge.
    pub const fn meets(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// The same rectangle, `by` larger on every side.
    pub const fn grown(&self, by: i32) -> Self {
        Self::new(self.left - by, self.top - by, self.right + by, self.bottom + by)
    }
}

/// One thing on the page.
#[derive(Clone, Debug)]
pub(super) enum Mark {
    /// A filled rectangle.
    Block(Area, Ink),
    /// A line through points.
    Line(Vec<(i32, i32)>, Ink, i32),
    /// A filled polygon.
    Polygon(Vec<(i32, i32)>, Ink),
    /// A filled circle: centre, radius.
    Dot(i32, i32, i32, Ink),
    /// A text at the foot of its first letter (or last, or middle: see its type).
    Text(i32, i32, String, Type),
}

/// A text that was placed, with the box its letters fill.
#[derive(Clone, Debug)]
pub struct Label {
    /// The text.
    pub text: String,
    /// Its box.
    pub area: Area,
}

/// A page being drawn.
#[derive(Clone, Debug, Default)]
pub(super) struct Canvas {
    /// What is drawn, in order.
    pub(super) marks: Vec<Mark>,
    /// The texts among it.
    pub(super) labels: Vec<Label>,
    /// How many characters the font does not hold.
    pub(super) missing_glyphs: usize,
}

impl Canvas {
    /// A filled rectangle.
    pub(super) fn block(&mut self, area: Area, ink: Ink) {
        if area.right > area.left && area.bottom > area.top {
            self.marks.push(Mark::Block(area, ink));
        }
    }

    /// A straight line.
    pub(super) fn line(&mut self, from: (i32, i32), to: (i32, i32), ink: Ink, thick: i32) {
        self.marks.push(Mark::Line(vec![from, to], ink, thick));
    }

    /// A line in dashes.
    pub(super) fn dashes(&mut self, from: (i32, i32), to: (i32, i32), ink: Ink, thick: i32) {
        let steps = ((to.0 - from.0).abs().max((to.1 - from.1).abs()) / 90).max(1);
        let at = |i: i32| (from.0 + (to.0 - from.0) * i / (steps * 2), from.1 + (to.1 - from.1) * i / (steps * 2));
        for i in 0..steps {
            self.line(at(2 * i), at(2 * i + 1), ink, thick);
        }
    }

    /// A filled circle with a thin white edge, so that neighbours stay apart.
    pub(super) fn dot(&mut self, x: i32, y: i32, radius: i32, ink: Ink) {
        self.marks.push(Mark::Dot(x, y, radius + 8, PAPER));
        self.marks.push(Mark::Dot(x, y, radius, ink));
    }

    /// An open circle.
    pub(super) fn ring(&mut self, x: i32, y: i32, radius: i32, ink: Ink) {
        self.marks.push(Mark::Dot(x, y, radius, ink));
        self.marks.push(Mark::Dot(x, y, radius - 17, PAPER));
    }

    /// A filled diamond with a thin white edge.
    pub(super) fn diamond(&mut self, x: i32, y: i32, radius: i32, ink: Ink) {
        for (r, ink) in [(radius + 12, PAPER), (radius, ink)] {
            self.marks.push(Mark::Polygon(vec![(x - r, y), (x, y - r), (x + r, y), (x, y + r)], ink));
        }
    }

    /// A filled shape.
    pub(super) fn polygon(&mut self, points: Vec<(i32, i32)>, ink: Ink) {
        self.marks.push(Mark::Polygon(points, ink));
    }

    /// A rectangle hatched with thin slanting lines: the sign for a value that is missing.
    pub(super) fn hatch(&mut self, area: Area, ink: Ink) {
        let (wide, high) = (area.right - area.left, area.bottom - area.top);
        let mut offset = 60;
        while offset < wide + high {
            let from = (area.left + offset.min(wide), area.top + (offset - wide).max(0));
            let to = (area.left + (offset - high).max(0), area.top + offset.min(high));
            self.line(from, to, ink, 7);
            offset += 80;
        }
    }

    /// A text on one line, and the box it fills. The text is cleaned of what may not be drawn.
    pub(super) fn text(&mut self, x: i32, y: i32, text: &str, kind: Type) -> Area {
        let text = clean(text);
        let area = text_area(x, y, &text, kind);
        if text.is_empty() {
            return area;
        }
        self.missing_glyphs += text.chars().filter(|&c| !fonts::holds(c, kind.face)).count();
        self.labels.push(Label { text: text.clone(), area });
        self.marks.push(Mark::Text(x, y, text, kind));
        area
    }

    /// A text that must not be wider than `most`: set smaller where it would be, and shortened
    /// where even that does not help.
    pub(super) fn fit(&mut self, (x, y): (i32, i32), text: &str, kind: Type, most: i32) -> Area {
        let wide = width(&clean(text), kind.face, kind.size);
        if wide <= most {
            return self.text(x, y, text, kind);
        }
        let size = (kind.size * most / wide).max(SMALLEST);
        let text = shorten(&clean(text), kind.face, size, most);
        self.text(x, y, &text, Type { size, ..kind })
    }

    /// Whether a text of this box would cover no other text and stay on the page.
    pub(super) fn is_free(&self, area: &Area) -> bool {
        area.left >= 0 && area.right <= WIDTH && self.labels.iter().all(|label| !label.area.meets(area))
    }

    /// The characters set in `face`, text by text.
    pub(super) fn texts(&self, face: Face) -> impl Iterator<Item = &str> {
        self.marks.iter().filter_map(move |mark| match mark {
            Mark::Text(_, _, text, kind) if kind.face == face => Some(text.as_str()),
            _ => None,
        })
    }

    /// A circle that stands for a kind of mark in a heading, filled or open, at the middle of a line of text.
    pub(super) fn key(&mut self, x: i32, y: i32, filled: bool) {
        if filled { self.dot(x, y, 52, INK) } else { self.ring(x, y, 58, INK) }
    }
}

/// The box that `text` fills when placed at this point: from the top of a Chinese character to its foot.
pub(super) fn text_area(x: i32, y: i32, text: &str, kind: Type) -> Area {
    let wide = width(text, kind.face, kind.size);
    let left = match kind.anchor {
        Anchor::Start => x,
        Anchor::Middle => x - wide / 2,
        Anchor::End => x - wide,
    };
    Area::new(left, y - kind.size * 88 / 100, left + wide, y + kind.size * 14 / 100)
}
