//! A canvas as an SVG text: plotters' SVG backend writes the marks, and a pass over its lines gives
//! the page a title, a description, a font, and texts that stand where they were put in every viewer.
//!
//! The backend escapes every text; the title and the description are escaped here. Nothing in the
//! output depends on the clock, the machine or the order of hashing.
#![expect(clippy::disallowed_types, reason = "the backend takes the size of type as a float")]

use crate::charts::canvas::{Canvas, Mark};
use crate::charts::fonts::{self, Face};
use crate::charts::style::{Anchor, Ink, PAPER, Type, WIDTH};
use crate::charts::text::clean;
use crate::problem::{Code, Problem, said};
use crate::values::{Lang, Place};
use plotters::prelude::{DrawingBackend, FontStyle, IntoFont, RGBColor, SVGBackend, TextStyle};
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::fmt::Write as _;

/// The backend divides the size of type by this before writing it.
const BACKEND_TYPE_RATIO: f64 = 1.24;

/// What a page says about itself to those who do not see it.
pub(super) struct Words<'a> {
    /// A name no other chart on a page has.
    pub(super) id: &'a str,
    /// The finding.
    pub(super) title: &'a str,
    /// The chart in words.
    pub(super) alt: &'a str,
    /// The language of both.
    pub(super) lang: Lang,
}

/// The canvas as SVG without a font: for a page that brings its own.
///
/// # Errors
///
/// A problem `chart-svg` if the backend fails.
pub(super) fn bare(canvas: &Canvas, height: i32, words: &Words<'_>) -> Result<String, Problem> {
    let size = (u32::try_from(WIDTH).unwrap_or(1), u32::try_from(height).unwrap_or(1));
    let mut raw = String::with_capacity(canvas.marks.len() * 120);
    {
        let mut backend = SVGBackend::with_string(&mut raw, size);
        let drawn = canvas.marks.iter().try_for_each(|mark| put(&mut backend, mark));
        let shown = drawn.and_then(|()| backend.present().map_err(|cause| cause.to_string()));
        shown.map_err(|cause| {
            Problem::error(
                Code::ChartSvg,
                Place::file(words.id),
                said!("无法绘制：{cause}", "cannot be drawn: {cause}"),
            )
        })?;
    }
    Ok(dress(&raw, height, words))
}

/// The SVG `bare` with a font that holds the characters of `canvas`.
///
/// # Errors
///
/// A problem `font-subset` if the compiled-in font cannot be cut.
pub(super) fn with_font(bare: &str, canvas: &Canvas) -> Result<String, Problem> {
    let regular = fonts::font_face(Face::Regular, canvas.texts(Face::Regular))?;
    let bold = fonts::font_face(Face::Bold, canvas.texts(Face::Bold))?;
    let (before, after) = bare.split_once("</desc>\n").unwrap_or(("", bare));
    Ok(format!("{before}</desc>\n<style>{regular}{bold}</style>\n{after}"))
}

fn color(ink: Ink) -> RGBColor {
    RGBColor(ink.0, ink.1, ink.2)
}

/// Writes one mark.
fn put<B: DrawingBackend>(backend: &mut B, mark: &Mark) -> Result<(), String> {
    let filled = |ink: Ink| color(ink).filled();
    let drawn = match mark {
        Mark::Block(a, ink) => backend.draw_rect((a.left, a.top), (a.right, a.bottom), &filled(*ink), true),
        Mark::Line(points, ink, thick) => {
            let style = color(*ink).stroke_width(u32::try_from(*thick).unwrap_or(10));
            match points.as_slice() {
                [from, to] => backend.draw_line(*from, *to, &style),
                points => backend.draw_path(points.iter().copied(), &style),
            }
        }
        Mark::Polygon(points, ink) => backend.fill_polygon(points.iter().copied(), &filled(*ink)),
        Mark::Dot(x, y, radius, ink) => {
            backend.draw_circle((*x, *y), u32::try_from(*radius).unwrap_or(1), &filled(*ink), true)
        }
        Mark::Text(x, y, text, kind) => backend.draw_text(text, &text_style(*kind), (*x, *y)),
    };
    drawn.map_err(|cause| cause.to_string())
}

fn text_style(kind: Type) -> TextStyle<'static> {
    let across = match kind.anchor {
        Anchor::Start => HPos::Left,
        Anchor::Middle => HPos::Center,
        Anchor::End => HPos::Right,
    };
    let weight = if kind.face == Face::Bold { FontStyle::Bold } else { FontStyle::Normal };
    let font = (fonts::FAMILY, f64::from(kind.size) * BACKEND_TYPE_RATIO).into_font().style(weight);
    TextStyle { font, color: color(kind.ink).to_backend_color(), pos: Pos::new(across, VPos::Bottom) }
}

/// Rewrites the backend's lines: our own head, and texts without the backend's vertical shift,
/// whose unit (`ex`) every viewer reads differently.
fn dress(raw: &str, height: i32, words: &Words<'_>) -> String {
    let mut out = head(height, words);
    let mut lines = raw.lines().skip(1);
    while let Some(line) = lines.next() {
        if line.starts_with("<text ") {
            let content = lines.next().unwrap_or_default();
            lines.next();
            push_tag(&mut out, line);
            out.push_str(content);
            out.push_str("</text>\n");
        } else {
            push_tag(&mut out, line);
            out.push('\n');
        }
    }
    out
}

fn head(height: i32, words: &Words<'_>) -> String {
    let (id, lang) = (words.id, words.lang.pick("zh-CN", "en"));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {WIDTH} {height}\" \
         role=\"img\" lang=\"{lang}\" aria-labelledby=\"{id}-title {id}-desc\" font-family=\"{}, Noto Sans CJK SC, \
         Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif\">\n",
        WIDTH / 10,
        height / 10,
        fonts::FAMILY
    );
    let _ = writeln!(out, "<title id=\"{id}-title\">{}</title>", escape(words.title));
    let _ = writeln!(out, "<desc id=\"{id}-desc\">{}</desc>", escape(words.alt));
    let Ink(r, g, b) = PAPER;
    let _ = writeln!(out, "<rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#{r:02X}{g:02X}{b:02X}\"/>");
    out
}

/// Copies a tag of the backend without the attributes that say nothing.
fn push_tag(out: &mut String, tag: &str) {
    let mut rest = tag;
    while let Some(at) = rest.find([' ', '/', '>']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(attribute) = rest.strip_prefix(' ') else { break };
        let Some(end) = attribute.find('"').and_then(|open| Some(open + 2 + attribute[open + 1..].find('"')?)) else {
            break;
        };
        let (name_value, after) = attribute.split_at(end);
        if !idle(name_value) {
            out.push(' ');
            push_attribute(out, name_value);
        }
        rest = after;
    }
    out.push_str(rest);
}

/// Whether an attribute only repeats what holds anyway.
fn idle(attribute: &str) -> bool {
    let known = ["opacity=\"1\"", "stroke=\"none\"", "text-anchor=\"start\"", "dy=\"-0.5ex\""];
    known.contains(&attribute) || attribute.starts_with("font-family=") || attribute == "stroke-width=\"0\""
}

/// An attribute, with the size of type put back to the whole number it was.
fn push_attribute(out: &mut String, attribute: &str) {
    let size = attribute.strip_prefix("font-size=\"").and_then(|rest| rest.trim_end_matches('"').parse::<f64>().ok());
    match size {
        Some(size) => {
            let _ = write!(out, "font-size=\"{size:.0}\"");
        }
        None => out.push_str(attribute.trim_end_matches([' ']).trim_end()),
    }
}

/// `text` as the content of an element.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
