//! The whole way: computed, drawn, told, and written at once.

use super::Watch;
use super::compute::{Computed, compute};
use super::draw::{Drawn, draw};
use super::excerpt::{Trouble, noted};
use super::manifest::manifest;
use super::outputs::{NAME, Output};
use super::plan::Plan;
use super::standing::{quoted, standing};
use super::writing::commit;
use crate::problem::Problem;
use crate::reports::{
    Headline, MOST_ROWS, MOST_ROWS_OF_PAGE, NEEDED, Noted, Picture, Report, Table, agreements, json, markdown, page,
    rows_each,
};
use crate::tables::{DataFrame, NAMES, RECORDS, store};
use crate::values::Lang;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What a run gave.
#[derive(Debug)]
pub struct Outcome {
    /// The report, as a value.
    pub report: Report,
    /// The problems of each document that was refused, which stand in the report, too.
    pub refused: Vec<Vec<Noted>>,
    /// Names of the outputs, from the root of the target; the manifest last.
    pub outputs: Vec<String>,
}

impl Outcome {
    /// Headline, problems and names of the outputs as JSON text.
    pub fn json(&self) -> String {
        let report = &self.report;
        let all = serde_json::json!({
            "pipeline": report.pipeline,
            "headline": json(&report.headline.table),
            "reconciliation": report.agreements.as_ref().map(json),
            "checked": report.checked,
            "files": report.outcomes.tally(),
            "problems": report.problems.iter().map(|noted| &noted.problem).collect::<Vec<_>>(),
            "outputs": self.outputs,
        });
        format!("{all:#}\n")
    }
}

/// Runs `plan`: everything is rendered in memory, then written.
///
/// # Errors
///
/// No document could be read, a table could not be made, or the outputs could not be written.
pub fn run(plan: &Plan, watch: &dyn Watch) -> Result<Outcome, Trouble> {
    let computed = compute(plan, watch)?;
    let (charts, drawing) = draw(plan, &computed, watch);
    watch.progress("writing", 0, 1);
    let fatal = |problem: Problem| vec![noted(problem)];
    let report = report(plan, &computed, &charts, drawing).map_err(fatal)?;
    let outputs = outputs(plan, &computed, charts, &report).map_err(fatal)?;
    commit(&plan.target, &outputs).map_err(fatal)?;
    watch.progress("writing", 1, 1);
    let outputs = outputs.into_iter().map(|output| output.name).collect();
    Ok(Outcome { report, refused: computed.refused, outputs })
}

/// The report of what was computed and drawn.
fn report(plan: &Plan, computed: &Computed, charts: &[Drawn], drawing: Vec<Problem>) -> Result<Report, Problem> {
    let mut tables = BTreeMap::new();
    for (name, frame) in computed.usual.iter().filter(|(name, _)| NEEDED.contains(&name.as_str())) {
        // The headline looks for its rows in the whole of the tables it needs.
        tables.insert(name.clone(), Table::from_frame(name, frame)?);
    }
    let told: Result<Vec<Table>, Problem> = plan
        .analyses
        .iter()
        .map(|question| Table::first(question.name(), &computed.table(question.name())?, MOST_ROWS))
        .collect();
    let records = NAMES.into_iter().filter(|name| *name != "problems");
    let records: Result<Vec<Table>, Problem> =
        records.map(|name| Table::first(name, &computed.table(name)?, MOST_ROWS)).collect();
    let (told, mut records) = (told?, records?);
    let mut told: Vec<Table> = told.iter().map(|table| table.for_readers(MOST_ROWS)).collect();
    let heights: Vec<usize> = told.iter().chain(&records).map(|table| table.rows.len()).collect();
    let most = rows_each(&heights, MOST_ROWS_OF_PAGE);
    told.iter_mut().chain(&mut records).for_each(|table| table.rows.truncate(most));
    let mut problems = computed.problems.clone();
    problems.extend(drawing.into_iter().map(noted));
    let (headline, agreements) = (Headline::of(&tables), agreements(&tables));
    Ok(Report {
        pipeline: plan.name.clone(),
        title_zh: plan.title_zh.clone(),
        title_en: plan.title_en.clone(),
        tool: format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION")),
        headline,
        agreements,
        pictures: charts.iter().map(picture).collect(),
        analyses: told,
        records,
        problems,
        findings: quoted(standing(&computed.table("findings")?)?, plan, &computed.sources),
        sources: computed.sources.clone(),
        outcomes: computed.outcomes.clone(),
        checked: computed.checked,
    })
}

/// A chart as the report tells it: without a font of its own, since the page brings one.
fn picture(chart: &Drawn) -> Picture {
    let Drawn { kind, lang, drawing, .. } = chart;
    let (title, alt, svg) = (drawing.title.clone(), drawing.alt.clone(), drawing.svg_bare.clone());
    Picture { kind: kind.name(), lang: *lang, title, alt, svg }
}

/// Every output with its bytes, the manifest last.
fn outputs(plan: &Plan, computed: &Computed, charts: Vec<Drawn>, report: &Report) -> Result<Vec<Output>, Problem> {
    let (out, committed) = (&plan.target.out, &plan.target.charts);
    let csv: Encode = if plan.is_for_spreadsheets { store::excel_csv } else { store::csv };
    let mut outputs = stored(computed, out, csv)?;
    let mut put = |name: String, bytes: Vec<u8>| outputs.push(Output { name, bytes });
    for chart in charts {
        let Drawn { kind, lang, drawing, png } = chart;
        let (kind, code) = (kind.name(), lang.pick("zh", "en"));
        if lang == Lang::Zh {
            put(inside(committed, &format!("{kind}.csv")), csv(&drawing.table)?);
        }
        put(inside(committed, &format!("{kind}.{code}.svg")), drawing.svg.into_bytes());
        put(inside(out, &format!("charts/{kind}.{code}.png")), png);
    }
    put(inside(out, "report.md"), markdown(report, plan.lang).into_bytes());
    put(inside(out, "report.html"), page(report, plan.lang)?.into_bytes());
    outputs.sort_by(|a, b| a.name.cmp(&b.name));
    let manifest = manifest(plan, computed, report, &outputs).into_bytes();
    outputs.push(Output { name: inside(out, NAME), bytes: manifest });
    Ok(outputs)
}

/// How a table becomes the bytes of a file.
type Encode = fn(&DataFrame) -> Result<Vec<u8>, Problem>;

/// Every table as CSV and Parquet, the records first; few frames are held at a time.
fn stored(computed: &Computed, folder: &str, csv: Encode) -> Result<Vec<Output>, Problem> {
    let names: Vec<&str> = RECORDS.into_iter().chain(computed.analyses.keys().map(String::as_str)).collect();
    let store = |name: &&str| {
        let frame = computed.table(name)?;
        let csv = Output { name: inside(folder, &format!("tables/{name}.csv")), bytes: csv(&frame)? };
        let parquet =
            Output { name: inside(folder, &format!("tables/{name}.parquet")), bytes: store::parquet(&frame)? };
        Ok([csv, parquet])
    };
    let stored: Result<Vec<[Output; 2]>, Problem> = names.par_iter().map(store).collect();
    Ok(stored?.into_iter().flatten().collect())
}

/// `name` in `folder`, which may be empty.
fn inside(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
