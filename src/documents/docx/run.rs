//! The runs of a paragraph: what hides one, and signs from fonts of signs.

use crate::documents::docx::shown::Shown;
use crate::documents::fault::Fault;
use crate::documents::xml::Step;
use crate::problem::said;
use std::io::BufRead;

/// How the text of a run is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) hidden: bool,
    pub(super) struck: bool,
    pub(super) raised: bool,
    /// Whether its signs are those of the font Symbol.
    pub(super) symbols: bool,
}

/// Reads the properties of a run.
pub(super) fn look<R: BufRead>(shown: &mut Shown<R>) -> Result<Look, Fault> {
    let mut look = Look::default();
    loop {
        match shown.raw().step()? {
            Step::Open => match shown.name() {
                "vanish" => look.hidden = shown.is_on(),
                "strike" | "dstrike" => look.struck |= shown.is_on(),
                "vertAlign" => look.raised = shown.value().as_deref() == Some("superscript"),
                "rFonts" => look.symbols = shown.raw().attribute("ascii").as_deref() == Some("Symbol"),
                // What a tracked change made of it is what counts, and stands outside.
                "rPrChange" => shown.raw().skip()?,
                _ => {}
            },
            Step::Close if shown.name() == "rPr" => return Ok(look),
            Step::End => return Err(Fault::broken(said!("文字属性没有结尾", "the properties of a run end early"))),
            Step::Close | Step::Text => {}
        }
    }
}

/// What a run says, in the font that shows it.
pub(super) fn signs(text: &str, look: Look) -> String {
    if !look.symbols {
        return text.to_owned();
    }
    // The font keeps its signs below the private area, at the places of letters.
    let sign = |sign: char| match u32::from(sign) {
        code @ 0xf020..=0xf0ff => symbol_of(code - 0xf000).unwrap_or(sign),
        _ => sign,
    };
    text.chars().map(sign).collect()
}

/// The sign at a place of the font Symbol, for what papers write with it.
fn symbol_of(code: u32) -> Option<char> {
    Some(match code {
        0x20..=0x21 | 0x23 | 0x25..=0x26 | 0x28..=0x29 | 0x2b..=0x2c | 0x2e..=0x3f | 0x5b | 0x5d | 0x7b..=0x7d => {
            char::from_u32(code)?
        }
        0x2d => '−',
        0x7e => '～',
        0xa3 => '≤',
        0xb3 => '≥',
        0xb1 => '±',
        0xb4 => '×',
        0xb8 => '÷',
        0xb9 => '≠',
        0xba => '≡',
        0xbb => '≈',
        0xa5 => '∞',
        0xae => '→',
        0xac => '←',
        0xad => '↑',
        0xaf => '↓',
        0xb0 => '°',
        0xb7 => '·',
        0xe5 => '∑',
        0xd6 => '√',
        0x61 => 'α',
        0x62 => 'β',
        0x6d => 'μ',
        _ => return None,
    })
}

/// A sign from a font of signs: what the font Symbol has there, or a tick, a cross or a box.
pub(super) fn symbol<R: BufRead>(shown: &mut Shown<R>) -> Option<char> {
    let code = shown.raw().attribute("char")?;
    if shown.raw().attribute("font").is_some_and(|font| font.starts_with("Symbol")) {
        let place = u32::from_str_radix(code.trim(), 16).ok()?;
        return symbol_of(place & 0xff).or(Some(char::REPLACEMENT_CHARACTER));
    }
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
