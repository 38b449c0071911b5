//! The title of a document of final accounts: whose they are, and of which year.

use crate::documents::Document;
use crate::records::final_accounts::paragraphs::paragraphs;
use crate::values::find_year;

/// Whose accounts these are, and of which year, as the title says.
#[derive(Clone, Debug, Default)]
pub(in crate::records) struct Head {
    pub(in crate::records) unit: Option<String>,
    pub(in crate::records) year: Option<i32>,
}

/// How many paragraphs at the top of a document may hold its title, and how long a title may be.
const TITLE_PARAGRAPHS: usize = 24;
const TITLE_LENGTH: usize = 64;

/// Finds the title (…2020年度部门决算…) near the top: the unit stands before the year, or in the
/// paragraph above. A title broken over lines is one paragraph.
pub(in crate::records) fn head(document: &Document) -> Head {
    let mut above: Option<String> = None;
    for paragraph in paragraphs(document).iter().take(TITLE_PARAGRAPHS) {
        let text: String = paragraph.text.iter().collect();
        let title = ["部门决算", "单位决算", "决算公开"].iter().any(|word| text.contains(word));
        if let Some(year) = find_year(&text).filter(|_| title && text.chars().count() < TITLE_LENGTH) {
            let before = text.find(&year.to_string()).map(|at| &text[..at]).unwrap_or_default();
            let unit = if before.chars().count() > 2 { Some(without_part(before)) } else { above };
            return Head { unit: unit.filter(|unit| !unit.contains(['：', '。', '，'])), year: Some(year) };
        }
        above = Some(text);
    }
    Head::default()
}

/// A unit's name without the number of a part before it: 第二部分某局.
fn without_part(text: &str) -> String {
    text.strip_prefix('第').and_then(|rest| rest.split_once("部分")).map_or(text, |(_, name)| name).to_owned()
}
