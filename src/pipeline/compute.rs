//! From documents to tables: everything of a run that stands before drawing and writing.

use super::Watch;
use super::excerpt::{Trouble, noted};
use super::files;
use super::gathered::{Gathered, gather};
use super::plan::Plan;
use super::question::Question;
use super::reading;
use super::yardsticks::lacking;
use crate::problem::{Code, Problem, Severity, said};
use crate::reports::{Checked, Noted, Outcomes, Source, Table};
use crate::tables::store::{POSITION, STORED};
use crate::tables::{
    DataFrame, Marks, Order, RECORDS, Tables, Twice, collect, columns, in_memory, marks, store, trusted,
};
use crate::values::Place;
use polars::prelude::{IntoLazy as _, LazyFrame, col};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Everything that was computed.
#[derive(Debug)]
pub struct Computed {
    /// The records, where they lie.
    gathered: Gathered,
    /// The analyses by name.
    pub analyses: BTreeMap<String, DataFrame>,
    /// The analyses as the charts and the headline need them, where they were asked otherwise.
    pub usual: BTreeMap<String, DataFrame>,
    /// What is wrong, sorted by place.
    pub problems: Vec<Noted>,
    /// The problems of each document that was refused, which stand among the others, too.
    pub refused: Vec<Vec<Noted>>,
    /// What became of the documents, and what two of them say both.
    pub outcomes: Outcomes,
    /// The documents that could be opened.
    pub sources: Vec<Source>,
    /// What a reader would call the documents that gave records.
    pub captions: Vec<String>,
    /// The label dictionaries beyond the compiled-in ones: name and checksum.
    pub labels: Vec<(String, String)>,
    /// What the audit found, in numbers.
    pub checked: Checked,
    /// Which figures of the records the audit questions.
    pub marks: Marks,
    /// Which records another document says, too.
    twice: Twice,
}

impl Computed {
    /// Number of problems of reading that bear on the figures: errors and doubts.
    pub fn bearing(&self) -> usize {
        self.problems.iter().filter(|noted| noted.problem.severity != Severity::Note).count()
    }

    /// The table called `name`, of records, of who is who, or of an analysis; records in the order of the
    /// documents.
    ///
    /// # Errors
    ///
    /// There is none of this name.
    pub fn table(&self, name: &str) -> Result<DataFrame, Problem> {
        if let Some(table) = self.analyses.get(name) {
            return Ok(table.clone());
        }
        if !self.checked.trusted {
            return in_memory(self.printed(name)?);
        }
        // None is read but what this one is counted from.
        let mut tables = tables(&self.gathered, Held::No)?;
        tables.put(name, self.gathered.positioned(name)?);
        in_memory(shown(name, self.twice.marked(name, trusted(tables)?.lazy(name)?)))
    }

    /// The table of records called `name` with every figure as it is printed, whatever the audit says.
    ///
    /// # Errors
    ///
    /// There is none of this name.
    pub(super) fn printed(&self, name: &str) -> Result<LazyFrame, Problem> {
        Ok(shown(name, self.twice.marked(name, self.gathered.positioned(name)?)))
    }

    /// The table called `name` as plain cells.
    ///
    /// # Errors
    ///
    /// There is none of this name, or it cannot be shown.
    pub fn shown(&self, name: &str) -> Result<Table, Problem> {
        Table::from_frame(name, &self.table(name)?)
    }

    /// The table called `name` as an arrow IPC stream.
    ///
    /// # Errors
    ///
    /// There is none of this name, or it cannot be written down.
    pub fn arrow(&self, name: &str) -> Result<Vec<u8>, Problem> {
        store::arrow_stream(&self.table(name)?)
    }

    /// The table called `name` as CSV text, for spreadsheets or for programs.
    ///
    /// # Errors
    ///
    /// There is none of this name, or it cannot be written down.
    pub fn csv(&self, name: &str, is_for_spreadsheets: bool) -> Result<String, Problem> {
        let table = self.table(name)?;
        let bytes = if is_for_spreadsheets { store::excel_csv(&table)? } else { store::csv(&table)? };
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// Gathers the records of `plan` and makes its tables. A document that cannot be read is a problem among
/// others.
///
/// # Errors
///
/// No document could be read, or a table could not be made.
pub fn compute(plan: &Plan, watch: &dyn Watch) -> Result<Computed, Trouble> {
    let label_texts = reading::label_texts(&plan.labels)?;
    let gathered = gather(plan, &label_texts, watch)?;
    computed(plan, gathered, label_texts)
}

/// As [`compute`], of the records of `gathered`, which were read with the dictionaries `label_texts`.
///
/// # Errors
///
/// As [`compute`].
pub(super) fn computed(
    plan: &Plan,
    gathered: Gathered,
    label_texts: Vec<(String, String)>,
) -> Result<Computed, Trouble> {
    let fatal = |problem: Problem| vec![noted(problem)];
    let captions = gathered.captions();
    let mut problems = gathered.problems().map_err(fatal)?;
    if captions.is_empty() {
        let place = Place::file(plan.file.as_str());
        let all = gathered.documents().len();
        let message = said!(
            "应至少有一份可读的文件，{all}份中一份也没有",
            "expected at least one readable document, found none among {all}"
        );
        problems.push(noted(Problem::error(Code::NothingRead, place, message)));
        return Err(problems);
    }
    let records = tables(&gathered, Held::Small).map_err(fatal)?;
    let marks = marks(&records).map_err(fatal)?;
    let twice = Twice::of(&records, &Order { prefer: &plan.prefer }).map_err(fatal)?;
    problems.extend(twice.left_out.problems().into_iter().map(noted));
    let records = once(&gathered, records, &twice).map_err(fatal)?;
    let records = if plan.trusted { trusted(records).map_err(fatal)? } else { records };
    let records = records.measured_by(plan.yardsticks.known.clone());
    let (mut analyses, mut usual) = (BTreeMap::new(), BTreeMap::new());
    let answers = answers(plan, &records);
    for (question, answer) in plan.analyses.iter().zip(answers.map_err(fatal)?) {
        problems.extend(answer.unmet.into_iter().map(noted));
        let lacking = lacking(&plan.yardsticks, question.name(), &answer.table).map_err(fatal)?;
        problems.extend(lacking.into_iter().map(noted));
        usual.insert(question.name().to_owned(), answer.usual);
        usual.extend(answer.by_department.map(|table| (format!("{}_by_department", question.name()), table)));
        analyses.insert(question.name().to_owned(), answer.table);
    }
    let labels = label_texts.into_iter().map(|(name, text)| (name, files::hex(text.as_bytes()))).collect();
    let (sources, checked) = (gathered.sources(), gathered.checked(plan.trusted).map_err(fatal)?);
    let refusals = gathered.refusals().map_err(fatal)?;
    let outcomes = Outcomes {
        ended: gathered.ended(&refusals),
        skipped: gathered.skipped().to_vec(),
        left_out: twice.left_out.clone(),
    };
    let refused = refusals.into_values().collect();
    Ok(Computed {
        gathered,
        analyses,
        usual,
        problems,
        refused,
        outcomes,
        sources,
        captions,
        labels,
        checked,
        marks,
        twice,
    })
}

/// What was asked of one analysis.
struct Answer {
    table: DataFrame,
    /// The answer that charts and headline need: they tell everything, by year and unit, whatever else is
    /// asked of a table.
    usual: DataFrame,
    /// The same by department, for charts that have more units than columns.
    by_department: Option<DataFrame>,
    unmet: Vec<Problem>,
}

/// Analyses whose charts may tell departments, and get them as `<name>_by_department` beside their own table.
const OF_DEPARTMENTS: [&str; 3] = ["execution_distribution", "scoring_gaps", "spending_shares"];

impl Answer {
    fn of(question: &Question, records: &Tables, is_drawn: bool) -> Result<Self, Problem> {
        let (analysis, params) = (question.analysis, &question.params);
        let (table, bare) = (analysis.run(records, params.clone())?, question.of_everything());
        let usual = if bare == *params { table.clone() } else { analysis.run(records, bare)? };
        let departments = || {
            let mut params = question.of_everything();
            params.insert("by".to_owned(), toml::Value::Array(vec!["department".into()]));
            analysis.run(records, params)
        };
        let is_told = is_drawn && OF_DEPARTMENTS.contains(&question.name());
        let by_department = is_told.then(departments).transpose()?;
        Ok(Self { table, usual, by_department, unmet: analysis.unmet(records, params.clone())? })
    }
}

/// `frame`, the table called `name`, as people see it: without the positions its rows are known by.
fn shown(name: &str, frame: LazyFrame) -> LazyFrame {
    let Some(table) = STORED.iter().find(|table| table.name == name) else { return frame };
    let mark = Twice::marks(name).then_some(columns::DUPLICATE_OF);
    let columns = table.columns.iter().chain(&mark).filter(|column| column.name != POSITION.name);
    frame.select(columns.map(|column| col(column.name)).collect::<Vec<_>>())
}

/// The stack of a thread that answers questions: a plan of many sums is taken apart by recursion.
const STACK_BYTES: usize = 16 << 20;

/// The answers to the questions of `plan`, in their order, on as many threads as there are: each takes the next
/// question when it is done with one. They are not threads of rayon, whose workers take up another
/// question while they wait for polars, one upon the other, until the stack is full.
fn answers(plan: &Plan, records: &Tables) -> Result<Vec<Answer>, Problem> {
    let questions = &plan.analyses;
    let is_drawn = |question: &Question| plan.charts.iter().any(|kind| kind.analyses().contains(&question.name()));
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some((at, question)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, questions.get(at)?)))
        {
            done.push((at, Answer::of(question, records, is_drawn(question))));
        }
        done
    };
    let others = rayon::current_num_threads().min(questions.len()).saturating_sub(1);
    let mut all = std::thread::scope(|scope| {
        let spawn = |_| std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work).ok();
        let others: Vec<_> = (0..others).filter_map(spawn).collect();
        let mut all = work();
        for other in others {
            match other.join() {
                Ok(done) => all.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    });
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, answer)| answer).collect()
}

/// Rows up to which a table is read once and kept: every analysis that scans its files anew costs more.
const KEPT_ROWS: usize = 200_000;

/// Whether the table called `name` is kept in memory.
fn is_small(gathered: &Gathered, name: &str) -> bool {
    gathered.store().manifest().parts(name).iter().map(|part| part.rows).sum::<usize>() <= KEPT_ROWS
}

/// `records` without what another document says; small tables in memory again, so that no analysis has to
/// leave it out anew.
fn once(gathered: &Gathered, records: Tables, twice: &Twice) -> Result<Tables, Problem> {
    let mut once = twice.without(records)?;
    for name in twice.tables().filter(|name| is_small(gathered, name)) {
        let frame = once.frame(name)?;
        once.put(name, frame.lazy());
    }
    Ok(once)
}

/// Which tables are held in memory.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Held {
    /// The small ones: they are asked many times.
    Small,
    /// None: one question is asked.
    No,
}

/// The records as lazy tables, as they lie in the store; small ones in memory where `held` says so.
fn tables(gathered: &Gathered, held: Held) -> Result<Tables, Problem> {
    let store = gathered.store();
    let lazy = |name: &&str| {
        // Accounts are told from each other by their position.
        let scanned = if *name == "accounts" { store.positioned(name)? } else { store.lazy(name)? };
        let frame = if held == Held::Small && is_small(gathered, name) { collect(scanned)?.lazy() } else { scanned };
        Ok(((*name).to_owned(), frame))
    };
    let frames: Result<Vec<_>, Problem> = RECORDS.par_iter().map(lazy).collect();
    Ok(Tables::new(frames?))
}
