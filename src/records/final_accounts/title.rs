//! The title of a document of final accounts: whose they are, and of which year.

use crate::documents::Document;
use crate::records::final_accounts::paragraphs::paragraphs;
use crate::records::told_labels::NarrativeLabels;
use crate::values::find_year;

/// Whose accounts these are, and of which year, as the title says.
#[derive(Clone, Debug, Default)]
pub(in crate::records) struct Head {
    pub(in crate::records) unit: Option<String>,
    pub(in crate::records) year: Option<i32>,
    /// The title of a budget, where the paper is one and no title of it speaks of accounts.
    pub(in crate::records) budget: Option<String>,
}

/// How many paragraphs at the top of a document may hold its title, and how long a title may be.
const TITLE_PARAGRAPHS: usize = 24;
const TITLE_LENGTH: usize = 64;

/// Finds the title (…2020年度部门决算…) near the top: the unit stands before the year, or in the
/// paragraph above. A title broken over lines is one paragraph.
pub(in crate::records) fn head(document: &Document, labels: &NarrativeLabels) -> Head {
    let mut above: Option<String> = None;
    let mut budget: Option<Head> = None;
    for paragraph in paragraphs(document, labels).iter().take(TITLE_PARAGRAPHS) {
        let text: String = paragraph.text.iter().collect();
        let says = |words: &[String]| words.iter().any(|word| text.contains(word.as_str()));
        // 决算公开 of a sentence is no title.
        let sentence = text.contains(['。', '，', '；']);
        if let Some(year) = find_year(&text).filter(|_| !sentence && text.chars().count() < TITLE_LENGTH) {
            let before = text.find(&year.to_string()).map(|at| &text[..at]).unwrap_or_default();
            let unit = if before.chars().count() > 2 { Some(without_part(before)) } else { above.clone() };
            let unit = unit.filter(|unit| !unit.contains(['：', '。', '，']));
            if says(&labels.title_accounts) && (!text.contains("预算") || text.contains("决算")) {
                return Head { unit, year: Some(year), budget: None };
            }
            if budget.is_none() && says(&labels.title_budget) {
                budget = Some(Head { unit, year: Some(year), budget: Some(text.clone()) });
            }
        }
        above = Some(text);
    }
    budget.unwrap_or_default()
}

/// A unit's name without the number of a part before it: 第二部分某局.
fn without_part(text: &str) -> String {
    text.strip_prefix('第').and_then(|rest| rest.split_once("部分")).map_or(text, |(_, name)| name).to_owned()
}
