//! What an .xlsx file says of the look of its cells: number formats and borders.

use crate::documents::fault::{Fault, Meter};
use crate::documents::workbook::shown::NumberFormat;
use crate::documents::xml::{Step, Xml};
use std::collections::BTreeMap;
use std::io::BufRead;

/// The look of a cell, as far as it matters here.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    pub(super) format: NumberFormat,
    pub(super) bordered: bool,
    /// Whether its text is struck out.
    pub(super) struck: bool,
}

/// The styles of a workbook, by the number its cells use for them.
pub(super) fn styles<R: BufRead>(mut xml: Xml<R>, meter: &mut Meter<'_>) -> Result<Vec<Style>, Fault> {
    let mut codes = BTreeMap::new();
    let (mut borders, mut styles) = (Vec::new(), Vec::new());
    let (mut in_styles, mut in_fonts, mut struck) = (false, false, Vec::new());
    loop {
        match xml.step()? {
            Step::Open => match xml.name() {
                "numFmt" => {
                    if let (Some(id), Some(code)) = (xml.count("numFmtId"), xml.attribute("formatCode")) {
                        codes.insert(id, code);
                    }
                }
                "border" => borders.push(false),
                "left" | "right" | "top" | "bottom" => {
                    let drawn = xml.attribute("style").is_some_and(|style| style != "none");
                    if let Some(border) = borders.last_mut() {
                        *border |= drawn;
                    }
                }
                "fonts" => in_fonts = true,
                "font" if in_fonts => struck.push(false),
                "strike" if in_fonts => {
                    let on = !matches!(xml.attribute("val").as_deref(), Some("0" | "false"));
                    struck.last_mut().into_iter().for_each(|struck| *struck = on);
                }
                "cellXfs" => in_styles = true,
                "xf" if in_styles => {
                    meter.cell()?;
                    let count = |name| xml.count(name).unwrap_or(0);
                    styles.push((count("numFmtId"), count("borderId"), count("fontId")));
                }
                _ => {}
            },
            Step::Close if xml.name() == "cellXfs" => in_styles = false,
            Step::Close if xml.name() == "fonts" => in_fonts = false,
            Step::End => break,
            Step::Close | Step::Text => {}
        }
    }
    // Many styles share few formats, and the codes may stand behind them.
    let style = |(format, border, font): (u32, u32, u32)| Style {
        format: NumberFormat::new(format, codes.get(&format).map(String::as_str)),
        bordered: borders.get(border as usize).copied().unwrap_or(false),
        struck: struck.get(font as usize).copied().unwrap_or(false),
    };
    Ok(styles.into_iter().map(style).collect())
}
