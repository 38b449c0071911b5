//! R06 资金构成: the parts of a money block add up to its total, for the initial budget, the adjusted
//! budget and what was executed; a total of nothing beside parts of something is the same fault.

use crate::checks::case::Case;
use crate::checks::figure::Figure;
use crate::checks::finding::Because;
use crate::checks::rules::rule::Rule;
use crate::checks::sheet::{Sheet, Test, plus};
use crate::problem::Severity;
use crate::records::{Field, FundingSource, Project};
use crate::values::Interval;

/// The rule.
pub(super) const RULE: Rule = Rule { code: "R06", zh: "资金构成", en: "parts of the funds", run };

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    for project in &case.reading.projects {
        for field in [Field::Initial, Field::Adjusted, Field::Executed] {
            column(case, project, field, sheet);
        }
    }
}

fn column(case: &Case<'_>, project: &Project, field: Field, sheet: &mut Sheet) {
    let rows = case.funding_of(project).filter(|(_, row)| row.source != FundingSource::Total);
    let parts: Vec<(FundingSource, Figure)> =
        rows.filter_map(|(at, row)| Some((row.source, case.of_funding(at, field)?.named(row.label.trim())))).collect();
    let Some(total) = case.of_project(project, field) else {
        sheet.unchecked(Because::Blank);
        return;
    };
    if parts.is_empty() {
        sheet.unchecked(Because::NoSecondFigure);
        return;
    }
    let makes = |parts: &[&Figure]| sum(parts).meets(&total.rounded());
    let all: Vec<&Figure> = parts.iter().map(|(_, part)| part).collect();
    let inputs = Some(upper(&parts)).filter(|upper| !makes(&all) && makes(upper)).unwrap_or(all);
    sheet.compare(
        Test {
            subject: case.project_name(project),
            printed: &total,
            inputs: &inputs,
            arithmetic: plus(&inputs),
            called: ("各资金来源之和", "the sum of its sources"),
            severity: Severity::Error,
        },
        |of| Some(Interval::sum(of)),
    );
}

fn sum(parts: &[&Figure]) -> Interval {
    Interval::sum(&parts.iter().map(|part| part.rounded()).collect::<Vec<_>>())
}

/// The parts without those that a fiscal source right above them is made of, where they add up to it:
/// 财政拨款 100, 其中：一般公共预算 60, 政府性基金 40.
fn upper(parts: &[(FundingSource, Figure)]) -> Vec<&Figure> {
    let mut upper = Vec::new();
    let mut rest = parts;
    while let [(source, part), below @ ..] = rest {
        upper.push(part);
        let kinds = below.iter().take_while(|(source, _)| source.is_kind_of_fiscal()).count();
        let (kinds, after) = below.split_at(kinds);
        let made: Vec<&Figure> = kinds.iter().map(|(_, kind)| kind).collect();
        let is_whole =
            *source == FundingSource::CurrentYearFiscal && !made.is_empty() && sum(&made).meets(&part.rounded());
        rest = if is_whole { after } else { below };
    }
    upper
}
