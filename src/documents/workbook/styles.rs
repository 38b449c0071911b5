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
}

/// The styles of a workbook, by the number its cells use for them.
pub(super) fn styles<R: BufRead>(mut xml: Xml<R>, meter: &mut Meter<'_>) -> Result<Vec<Style>, Fault> {
    let mut codes = BTreeMap::new();
    let (mut borders, mut styles) = (Vec::new(), Vec::new());
    let mut in_styles = false;
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
                "cellXfs" => in_styles = true,
                "xf" if in_styles => {
                    meter.cell()?;
                    styles.push((xml.count("numFmtId").unwrap_or(0), xml.count("borderId").unwrap_or(0)));
                }
                _ => {}
            },
            Step::Close if xml.name() == "cellXfs" => in_styles = false,
            Step::End => break,
            Step::Close | Step::Text => {}
        }
    }
    // Many styles share few formats, and the codes may stand behind them.
    let style = |(format, border): (u32, u32)| Style {
        format: NumberFormat::new(format, codes.get(&format).map(String::as_str)),
        bordered: borders.get(border as usize).copied().unwrap_or(false),
    };
    Ok(styles.into_iter().map(style).collect())
}
