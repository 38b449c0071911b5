//! The texts of an .xlsx file: the runs of each with their looks, and signs that XML cannot hold.

use crate::documents::apart::Apart;
use crate::documents::fault::{Fault, Meter};
use crate::documents::xml::{Step, Xml};
use crate::problem::said;
use std::io::BufRead;

/// The texts that cells refer to by number.
pub(super) fn shared_texts<R: BufRead>(
    mut xml: Xml<R>,
    apart: &mut Apart,
    meter: &mut Meter<'_>,
) -> Result<Vec<String>, Fault> {
    let mut texts = Vec::new();
    loop {
        match xml.step()? {
            Step::Open if xml.name() == "si" => {
                meter.cell()?;
                texts.push(rich_text(&mut xml, "si", apart)?);
            }
            Step::End => return Ok(texts),
            Step::Open | Step::Close | Step::Text => {}
        }
    }
}

/// The text of all runs up to the end of the element `end`; the readings above characters, what is
/// struck out and marks of notes are left out.
pub(super) fn rich_text<R: BufRead>(xml: &mut Xml<R>, end: &str, apart: &mut Apart) -> Result<String, Fault> {
    let mut text = String::new();
    let (mut run, mut is_text, mut struck, mut raised) = (String::new(), false, false, false);
    loop {
        match xml.step()? {
            Step::Open => {
                match xml.name() {
                    "rPh" => {
                        xml.skip()?;
                        continue;
                    }
                    "r" => (struck, raised) = (false, false),
                    "strike" => struck = !matches!(xml.attribute("val").as_deref(), Some("0" | "false")),
                    "vertAlign" => raised = xml.attribute("val").as_deref() == Some("superscript"),
                    _ => {}
                }
                is_text = xml.name() == "t";
            }
            Step::Text if is_text => run.push_str(xml.text()),
            Step::Close => {
                is_text = false;
                let closes = xml.name() == end;
                if closes || matches!(xml.name(), "t" | "r") {
                    let shown = unescaped(std::mem::take(&mut run));
                    match (struck, raised) {
                        (true, _) => apart.strike(&shown),
                        (_, true) => apart.raise(&mut text, &shown),
                        _ => text.push_str(&shown),
                    }
                }
                if closes {
                    return Ok(text);
                }
            }
            Step::End => return Err(Fault::broken(said!("一段文字没有结尾", "a text ends early"))),
            Step::Text => {}
        }
    }
}

/// A text with the signs that XML cannot hold as themselves, which Excel writes as `_x000D_`.
pub(super) fn unescaped(text: String) -> String {
    const LENGTH: usize = 7;
    if !text.contains("_x") {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let code = rest.get(2..LENGTH - 1).filter(|_| rest.get(LENGTH - 1..LENGTH) == Some("_"));
        let sign = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        match sign {
            // A carriage return ends a line, and other signs of control show as nothing.
            Some('\r') => plain.push('\n'),
            Some(sign) if sign.is_control() && !matches!(sign, '\n' | '\t') => {}
            Some(sign) => plain.push(sign),
            None => {
                plain.push_str("_x");
                rest = &rest[2..];
                continue;
            }
        }
        rest = &rest[LENGTH..];
    }
    plain + rest
}
