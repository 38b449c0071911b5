//! The text of a paragraph, and the text boxes anchored in it.

use crate::documents::docx::pieces;
use crate::documents::docx::shown::Shown;
use crate::documents::fault::{Fault, Meter};
use crate::documents::spans::Piece;
use crate::documents::xml::Step;
use std::io::BufRead;

/// Reads a paragraph up to its end. What stands in text boxes goes to `boxes`.
pub(super) fn paragraph<R: BufRead>(
    shown: &mut Shown<R>,
    meter: &mut Meter<'_>,
    depth: usize,
    boxes: &mut Vec<Piece>,
) -> Result<String, Fault> {
    let mut text = String::new();
    let (mut is_text, mut is_hidden) = (false, false);
    loop {
        match shown.step()? {
            Step::Open => match shown.name() {
                "t" => is_text = true,
                "r" => is_hidden = false,
                "rPr" => is_hidden = hides(shown)?,
                "tab" | "ptab" => text.push('\t'),
                "br" | "cr" => text.push('\n'),
                "noBreakHyphen" => text.push('-'),
                "sym" => text.extend(symbol(shown)),
                "txbxContent" => pieces(shown, "txbxContent", meter, depth + 1, boxes)?,
                _ => {}
            },
            Step::Text if is_text && !is_hidden => {
                text.push_str(shown.text());
                meter.line(text.len())?;
            }
            Step::Close => match shown.name() {
                "t" => is_text = false,
                "p" => return Ok(text),
                _ => {}
            },
            Step::Text => {}
            Step::End => return Err(Fault::broken("a paragraph ends early")),
        }
    }
}

/// Reads the properties of a run, and whether they hide it.
fn hides<R: BufRead>(shown: &mut Shown<R>) -> Result<bool, Fault> {
    let mut hidden = false;
    loop {
        match shown.raw().step()? {
            Step::Open if shown.name() == "vanish" => hidden = shown.is_on(),
            Step::Close if shown.name() == "rPr" => return Ok(hidden),
            Step::End => return Err(Fault::broken("the properties of a run end early")),
            Step::Open | Step::Close | Step::Text => {}
        }
    }
}

/// A sign from a font of signs, where it is a tick, a cross or a box.
fn symbol<R: BufRead>(shown: &mut Shown<R>) -> Option<char> {
    let code = shown.raw().attribute("char")?;
    // Wingdings and Wingdings 2 keep their signs in the private area.
    match code.to_ascii_uppercase().trim_start_matches("F0") {
        "FC" | "50" => Some('√'),
        "FB" | "4F" => Some('×'),
        "FE" | "52" => Some('☑'),
        "FD" | "51" => Some('☒'),
        "A8" | "A3" | "6F" => Some('□'),
        _ => None,
    }
}
