//! The whole way: computed, drawn, told, and put in place at once.

use super::Watch;
use super::compute::{Computed, computed};
use super::draw::{Drawn, draw};
use super::excerpt::{Trouble, noted};
use super::gathered::gather;
use super::manifest::manifest;
use super::outputs::NAME;
use super::paged::explored;
use super::plan::Plan;
use super::reading::label_texts;
use super::standing::{quoted, standing};
use super::targets::inside;
use super::told::Outcome;
use super::unchanged::{Kept, fingerprint};
use super::writing::Batch;
use crate::problem::Problem;
use crate::reports::{
    Headline, MOST_ROWS, MOST_ROWS_OF_PAGE, MOST_ROWS_OF_SHEET, NEEDED, Noted, Picture, Report, Table, agreements,
    looks_at, markdown, page, rows_each, workbook,
};
use crate::tables::frame::fault;
use crate::tables::{DataFrame, NAMES, RECORDS, store};
use std::collections::BTreeMap;

/// Runs `plan`: every output is completed beside its place, and then all are put there. Where nothing
/// changed since the last run and its outputs stand as it wrote them, it is told again what that run told.
///
/// # Errors
///
/// No document could be read, a table could not be made, or the outputs could not be written.
pub fn run(plan: &Plan, watch: &dyn Watch) -> Result<Outcome, Trouble> {
    let fatal = |problem: Problem| vec![noted(problem)];
    let label_texts = label_texts(&plan.labels)?;
    let gathered = gather(plan, &label_texts, watch)?;
    let fingerprint = fingerprint(plan, &gathered);
    if let Some(outcome) = fingerprint.as_deref().and_then(|known| Kept::standing(plan, known)) {
        return Ok(outcome);
    }
    let computed = computed(plan, gathered, label_texts)?;
    let batch = Batch::begin(&plan.target).map_err(fatal)?;
    let (charts, drawing) = draw(plan, &computed, &batch, watch).map_err(fatal)?;
    watch.progress("writing", 0, 1);
    let (report, labels, refused) = written(plan, computed, &charts, drawing, &batch).map_err(fatal)?;
    let (manifest, name) = (manifest(plan, &labels, &report, &batch.outputs()), inside(&plan.target.out, NAME));
    batch.put_whole(name.clone(), manifest.as_bytes()).map_err(fatal)?;
    let mut outcome = Outcome::of(report, refused);
    batch
        .commit(&name, |outputs| {
            outcome.outputs = outputs.iter().map(|output| output.name.clone()).collect();
            if let (Some(fingerprint), Some(manifest)) = (fingerprint, outputs.last()) {
                Kept { fingerprint, manifest: manifest.sha256.clone(), outcome: outcome.clone() }.keep(plan);
            }
        })
        .map_err(fatal)?;
    watch.progress("writing", 1, 1);
    Ok(outcome)
}

/// Label dictionaries by name and checksum.
type Labelled = Vec<(String, String)>;

/// Puts the tables and the reports of what was computed and drawn into `batch`. Gives the report, the
/// dictionaries, and the problems of each document that was refused.
fn written(
    plan: &Plan,
    computed: Computed,
    charts: &[Drawn],
    drawing: Vec<Problem>,
    batch: &Batch<'_>,
) -> Result<(Report, Labelled, Vec<Vec<Noted>>), Problem> {
    let (report, sheets) = report(plan, &computed, charts, drawing, batch)?;
    let explored = explored(&computed, charts)?;
    let Computed { labels, refused, .. } = computed;
    let out = &plan.target.out;
    batch.put_whole(inside(out, "report.md"), markdown(&report, plan.lang).as_bytes())?;
    batch.put(inside(out, "report.html"), |mut to| page(&report, &explored, plan.lang, &mut to))?;
    drop(explored);
    batch.put_whole(inside(out, "workbook.xlsx"), &workbook(&report, &sheets, plan.lang)?)?;
    Ok((report, labels, refused))
}

/// The report of what was computed and drawn, and the sheets of its workbook, answers first. The tables go
/// into `batch` on the way, each as a whole, so that none need be collected twice.
fn report(
    plan: &Plan,
    computed: &Computed,
    charts: &[Drawn],
    drawing: Vec<Problem>,
    batch: &Batch<'_>,
) -> Result<(Report, Vec<Table>), Problem> {
    let (mut tables, mut records, mut findings) = (BTreeMap::new(), Vec::new(), Vec::new());
    let (mut sheets, mut behind) = (Vec::new(), Vec::new());
    for (name, frame) in computed.usual.iter().filter(|(name, _)| NEEDED.contains(&name.as_str())) {
        // The headline looks for its rows in the whole of the tables it needs.
        let columns = frame.columns().iter().filter(|column| looks_at(name, column.name())).cloned().collect();
        let looked_at = DataFrame::new(frame.height(), columns).map_err(|error| fault(&error.to_string()))?;
        tables.insert(name.clone(), Table::from_frame(name, &looked_at)?);
    }
    let (headline, agreements) = (Headline::of(&tables), agreements(&tables));
    drop(tables);
    for name in RECORDS {
        let frame = stored(plan, computed, name, batch)?;
        if name == "findings" {
            findings = quoted(standing(&frame)?, plan, &computed.sources);
        }
        behind.push(Table::first(name, &frame, MOST_ROWS_OF_SHEET)?);
        if NAMES.contains(&name) && name != "problems" {
            records.push(Table::first(name, &frame, MOST_ROWS)?);
        }
    }
    for name in computed.analyses.keys() {
        sheets.push(Table::first(name, &stored(plan, computed, name, batch)?, MOST_ROWS_OF_SHEET)?);
    }
    let place = |name: &str| plan.analyses.iter().position(|question| question.name() == name);
    sheets.sort_by_key(|table| place(&table.name));
    let mut told: Vec<Table> = sheets.iter().map(|table| table.for_readers(MOST_ROWS)).collect();
    sheets.extend(behind);
    records.sort_by_key(|table| NAMES.iter().position(|name| *name == table.name));
    let heights: Vec<usize> = told.iter().chain(&records).map(|table| table.rows.len()).collect();
    let most = rows_each(&heights, MOST_ROWS_OF_PAGE);
    told.iter_mut().chain(&mut records).for_each(|table| table.rows.truncate(most));
    let mut problems = computed.problems.clone();
    problems.extend(drawing.into_iter().map(noted));
    let report = Report {
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
        findings,
        sources: computed.sources.clone(),
        outcomes: computed.outcomes.clone(),
        checked: computed.checked,
    };
    Ok((report, sheets))
}

/// Puts the table called `name` into `batch` as CSV and Parquet; returns it.
fn stored(plan: &Plan, computed: &Computed, name: &str, batch: &Batch<'_>) -> Result<DataFrame, Problem> {
    let frame = computed.table(name)?;
    let named = |ending: &str| inside(&plan.target.out, &format!("tables/{name}.{ending}"));
    let csv = || batch.put(named("csv"), |to| plan.csv()(&frame, to));
    let parquet = || batch.put(named("parquet"), |to| store::write_parquet(&frame, to));
    let (csv, parquet) = rayon::join(csv, parquet);
    csv.and(parquet)?;
    Ok(frame)
}

/// A chart as the report tells it: without a font of its own, since the page brings one.
fn picture(chart: &Drawn) -> Picture {
    let (title, alt, svg) = (chart.title.clone(), chart.alt.clone(), chart.svg_bare.clone());
    Picture { kind: chart.kind.name(), lang: chart.lang, title, alt, svg }
}
