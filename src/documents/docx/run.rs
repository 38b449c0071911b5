//! The runs of a paragraph: what hides one, and signs from fonts of signs.

use crate::documents::docx::shown::Shown;
use crate::documents::fault::Fault;
use crate::documents::xml::Step;
use crate::problem::said;
use std::io::BufRead;

/// Reads the properties of a run, and whether they hide it.
pub(super) fn hides<R: BufRead>(shown: &mut Shown<R>) -> Result<bool, Fault> {
    let mut hidden = false;
    loop {
        match shown.raw().step()? {
            Step::Open if shown.name() == "vanish" => hidden = shown.is_on(),
            Step::Close if shown.name() == "rPr" => return Ok(hidden),
            Step::End => return Err(Fault::broken(said!("文字属性没有结尾", "the properties of a run end early"))),
            Step::Open | Step::Close | Step::Text => {}
        }
    }
}

/// A sign from a font of signs, where it is a tick, a cross or a box.
pub(super) fn symbol<R: BufRead>(shown: &mut Shown<R>) -> Option<char> {
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
