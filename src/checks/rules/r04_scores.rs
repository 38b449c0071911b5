//! R04 得分合计: the indicators' scores and the execution's = the printed total.

use crate::checks::case::Case;
use crate::checks::rules::rule::Rule;
use crate::checks::sheet::Sheet;
use crate::checks::totals::add_up;
use crate::records::Field;

/// The rule.
pub(super) const RULE: Rule = Rule { code: "R04", zh: "得分合计", en: "sum of scores", run };

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    for project in &case.reading.projects {
        add_up(case, project, (Field::Score, Field::TotalScore), sheet);
    }
}
