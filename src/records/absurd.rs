//! What no paper can mean: a weight above every total, a unit that holds a telephone number, a year out of
//! this world. It is a doubt at its place, and where it cannot be anything but a misreading the value stays
//! open, so that nothing is counted with it.
//!
//! Messages never quote a name: what is absurd about it may be the person it names.

use crate::problem::{Code, Problem, Said, said};
use crate::records::printed::{Field, Of};
use crate::records::types::{Project, Reading};
use crate::values::{Place, Wan, half_width_char};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The points a form has at most, unless it prints a larger total itself.
const FULL_POINTS: u32 = 100;

/// Points that no form has in all.
const MOST_POINTS: u32 = 1_000;

/// A printed rate of execution above it is a doubt, in percent.
const MOST_RATE_PCT: u32 = 1_000;

/// How far a rate may lie from its two amounts and still be theirs, in percentage points.
const RATE_SLACK: u32 = 1;

/// Money of one project from which on it is a doubt, 万元: a thousand thousand million yuan.
const MUCH_WAN: u32 = 100_000_000;

/// Money that no project has, 万元: more than a year's budget of all China.
const MOST_WAN: u64 = 10_000_000_000;

/// The years that papers speak of.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2099;

/// Characters of the name of a unit, and of a project, beyond which it is none.
const LONGEST: [usize; 2] = [60, 150];

/// Words that stand before a person or a number, and in the name of no public body.
const CONTACTS: [&str; 8] = ["联系人", "联系电话", "负责人", "经办人", "填报人", "填表人", "手机号", "电话:"];

/// Doubts what cannot be in `reading`, and opens what is certainly misread.
pub(super) fn doubted(reading: &mut Reading) {
    let mut doubts = Doubts { places: places(reading), ..Doubts::default() };
    let totals: BTreeMap<u32, Decimal> =
        reading.projects.iter().filter_map(|project| Some((project.ordinal, project.total_weight?))).collect();
    reading.projects.iter_mut().for_each(|project| doubts.project(project));
    for (at, row) in reading.funding.iter_mut().enumerate() {
        doubts.year(&mut row.year, &row.place);
        let of = Of::Funding(at);
        doubts.money(&mut row.initial_wan, (of, Field::Initial), &row.place);
        doubts.money(&mut row.adjusted_wan, (of, Field::Adjusted), &row.place);
        doubts.money(&mut row.executed_wan, (of, Field::Executed), &row.place);
    }
    for (at, row) in reading.indicators.iter_mut().enumerate() {
        doubts.year(&mut row.year, &row.place);
        let total = totals.get(&row.ordinal).copied();
        doubts.points(&mut row.weight, (Of::Indicator(at), Field::Weight), total, &row.place);
        doubts.points(&mut row.score, (Of::Indicator(at), Field::Score), total, &row.place);
    }
    for account in &mut reading.accounts {
        doubts.year(&mut account.year, &account.place);
        doubts.name(&mut account.unit, Named::Unit, &account.place);
    }
    let Doubts { opened, problems, .. } = doubts;
    reading.printed.retain(|printed| !opened.contains(&(printed.of, printed.field)));
    reading.problems.extend(problems);
}

/// Where each figure stands, and how it is printed there.
fn places(reading: &Reading) -> BTreeMap<(Of, Field), Place> {
    reading.printed.iter().map(|printed| ((printed.of, printed.field), printed.place.clone())).collect()
}

/// What a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    Project,
    Unit,
    Department,
}

impl Named {
    fn words(self) -> [&'static str; 2] {
        match self {
            Self::Project => ["项目名称", "a project"],
            Self::Unit => ["单位名称", "a unit"],
            Self::Department => ["主管部门", "a department"],
        }
    }
}

#[derive(Default)]
struct Doubts {
    places: BTreeMap<(Of, Field), Place>,
    /// Figures that are left open.
    opened: Vec<(Of, Field)>,
    problems: Vec<Problem>,
}

impl Doubts {
    fn project(&mut self, project: &mut Project) {
        let (of, place) = (Of::Project(project.ordinal), project.place.clone());
        self.year(&mut project.year, &place);
        self.name(&mut project.project, Named::Project, &place);
        self.name(&mut project.unit, Named::Unit, &place);
        self.name(&mut project.department, Named::Department, &place);
        self.money(&mut project.initial_wan, (of, Field::Initial), &place);
        self.money(&mut project.adjusted_wan, (of, Field::Adjusted), &place);
        self.money(&mut project.executed_wan, (of, Field::Executed), &place);
        self.rate(project, of, &place);
        let most = Decimal::from(MOST_POINTS);
        self.bounded(&mut project.total_weight, (of, Field::TotalWeight), most, &place);
        let total = project.total_weight;
        self.points(&mut project.total_score, (of, Field::TotalScore), total, &place);
        self.points(&mut project.execution_weight, (of, Field::Weight), total, &place);
        self.points(&mut project.execution_score, (of, Field::Score), total, &place);
    }

    /// Points of a form whose printed total is `total`.
    fn points(&mut self, points: &mut Option<Decimal>, figure: (Of, Field), total: Option<Decimal>, place: &Place) {
        let full = Decimal::from(FULL_POINTS);
        let most = total.map_or(full, |total| total.max(full));
        self.bounded(points, figure, most, place);
    }

    /// Points that are `most` at most.
    fn bounded(&mut self, points: &mut Option<Decimal>, figure: (Of, Field), most: Decimal, place: &Place) {
        let Some(found) = points.filter(|found| found.abs() > most) else { return };
        *points = None;
        let message = said!(
            "应不超过 {} 分，却是`{}`；暂不采用",
            "expected {} points at most, found `{}`; left open",
            most,
            found,
        );
        self.figure(Code::FigureAbsurd, figure, place, message);
        self.opened.push(figure);
    }

    fn money(&mut self, money: &mut Option<Wan>, figure: (Of, Field), place: &Place) {
        let Some(found) = money.map(Wan::decimal).filter(|found| found.abs() >= Decimal::from(MUCH_WAN)) else {
            return;
        };
        if found.abs() < Decimal::from(MOST_WAN) {
            let message = said!(
                "金额`{}`万元大于任何一个项目，请核对单位",
                "expected the money of one project, found `{}` (10k yuan), more than any has",
                found,
            );
            return self.figure(Code::FigureAbsurd, figure, place, message);
        }
        *money = None;
        let message = said!(
            "金额`{}`万元不可能，暂不采用",
            "expected the money of one project, found `{}` (10k yuan), more than there is; left open",
            found,
        );
        self.figure(Code::FigureAbsurd, figure, place, message);
        self.opened.push(figure);
    }

    /// A rate that its two amounts do not give cannot be.
    fn rate(&mut self, project: &mut Project, of: Of, place: &Place) {
        let most = Decimal::from(MOST_RATE_PCT);
        let Some(found) = project.execution_rate_pct.filter(|found| found.abs() > most) else { return };
        let amounts = project.executed_wan.zip(project.adjusted_wan);
        let is_theirs = amounts.is_some_and(|(executed, adjusted)| {
            let given = executed.decimal().checked_div(adjusted.decimal());
            let given = given.and_then(|given| given.checked_mul(Decimal::from(100)));
            given.is_some_and(|given| (given - found).abs() <= Decimal::from(RATE_SLACK))
        });
        let figure = (of, Field::Rate);
        if is_theirs {
            let message =
                said!("执行率`{}`%超过 {}%，请核对金额", "expected a rate of {1} % at most, found `{0}`", found, most,);
            return self.figure(Code::FigureAbsurd, figure, place, message);
        }
        project.execution_rate_pct = None;
        let message = said!(
            "执行率`{}`%超过 {}%，也不是两个金额之比；暂不采用",
            "expected a rate of {1} % at most, found `{0}`, which the amounts do not give; left open",
            found,
            most,
        );
        self.figure(Code::FigureAbsurd, figure, place, message);
        self.opened.push(figure);
    }

    fn year(&mut self, year: &mut Option<i32>, place: &Place) {
        let Some(found) = year.filter(|found| !YEARS.contains(found)) else { return };
        *year = None;
        let (from, to) = (YEARS.start(), YEARS.end());
        let message = said!(
            "年度应在 {} 至 {} 之间，却是`{}`；暂不采用",
            "expected a year from {} to {}, found `{}`; left open",
            from,
            to,
            found,
        );
        self.problems.push(Problem::doubt(Code::YearAbsurd, place.clone(), message));
    }

    /// A name that holds a person or a number is none, and must not be kept.
    fn name(&mut self, name: &mut Option<String>, named: Named, place: &Place) {
        let Some(text) = name.as_deref() else { return };
        let plain: String = text.chars().map(half_width_char).collect();
        let longest = LONGEST[usize::from(named == Named::Project)];
        let [zh, en] = named.words();
        let (found_zh, found_en) = if let Some(word) = contact(&plain, named) {
            *name = None;
            (format!("含有`{word}`；暂不采用"), format!("found `{word}` in it; left open"))
        } else if named != Named::Project && holds_number(&plain) {
            *name = None;
            let en = "found digits like those of a telephone in it; left open";
            ("含有像电话的数字；暂不采用".to_owned(), en.to_owned())
        } else if plain.chars().count() > longest {
            let length = plain.chars().count();
            (format!("长达 {length} 个字"), format!("found {length} characters"))
        } else {
            return;
        };
        let message =
            Said { zh: Some(format!("{zh}{found_zh}")), en: format!("expected the name of {en}, {found_en}") };
        let problem = Problem::doubt(Code::NameAbsurd, place.clone(), message);
        let hint = said!("用`jixiao cells`查看原表", "see how it stands on the paper with `jixiao cells`");
        self.problems.push(problem.hint(hint));
    }

    /// A doubt about a figure, at its own place where that is known.
    fn figure(&mut self, code: Code, figure: (Of, Field), place: &Place, message: Said) {
        let place = self.places.get(&figure).unwrap_or(place).clone();
        self.problems.push(Problem::doubt(code, place, message));
    }
}

/// The word of a contact in a name. A project may be about responsible persons, and its name holds the word;
/// only a colon behind it says that a person follows.
fn contact(name: &str, named: Named) -> Option<&'static str> {
    CONTACTS.into_iter().find(|word| match named {
        Named::Unit | Named::Department => name.contains(word),
        Named::Project => {
            let bare = word.trim_end_matches(':');
            name.match_indices(bare).any(|(at, _)| name[at + bare.len()..].starts_with(':'))
        }
    })
}

/// Whether digits stand in a name as telephones print theirs: 7, 8 or 11 of them, or an area before 7 or 8.
fn holds_number(name: &str) -> bool {
    let runs = |text: &str| -> Vec<usize> {
        text.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|length| *length > 0).collect()
    };
    runs(name).iter().any(|length| [7, 8, 11].contains(length))
}

#[cfg(test)]
mod tests {
    use super::{Named, contact, holds_number};

    #[test]
    fn names_of_projects_may_be_about_telephones() {
        assert_eq!(contact("12345热线电话运行经费", Named::Project), None);
        assert_eq!(contact("负责人培训费", Named::Project), None);
        assert_eq!(contact("维修费(负责人:某)", Named::Project), Some("负责人"));
        assert_eq!(contact("某局联系人", Named::Unit), Some("联系人"));
    }

    #[test]
    fn a_code_is_no_telephone() {
        assert!(!holds_number("219001-某市某局") && !holds_number("第110中学"));
        assert!(holds_number(&format!("某局{}", "1".repeat(8))) && holds_number(&format!("某局{}", "1".repeat(11))));
    }
}
