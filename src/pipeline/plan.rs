//! A pipeline as resolved: every name checked, every pattern expanded, every place decided.

use super::bounds::Bounds;
use super::checking::{ACCEPTED, Checking};
use super::example;
use super::excerpt::{Trouble, in_text, noted};
use super::files::{hex, named, text};
use super::folders::{Fate, Found};
use super::globs::{self, Expanded};
use super::located::Located;
use super::preferred::preferred;
use super::projects;
use super::question::Question;
use super::slips::{hinted, twice, unknown};
use super::spec::{self, Asked, Chart, Check, Fixed, Source, Spec};
use super::targets::{self, Target};
use super::yardsticks::YardstickFiles;
use crate::analyses::Analysis;
use crate::charts::Kind;
use crate::checks::Settings;
use crate::problem::{Code, Problem, Said, said};
use crate::reports::NEEDED;
use crate::tables::{DataFrame, RECORDS, store};
use crate::values::{Lang, Place};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use toml::Spanned;

/// The directory of this program in a project, which no version control need see.
pub(super) const OURS: &str = ".jixiao";

/// What a run will do.
#[derive(Debug)]
pub struct Plan {
    /// The pipeline's name: its file name without the ending.
    pub name: String,
    /// Its file, from `root`.
    pub file: String,
    /// Checksum of its file.
    pub sha256: String,
    /// The question in Chinese.
    pub title_zh: String,
    /// The question in English.
    pub title_en: String,
    /// What stands at the foot of every chart beside its name, in Chinese and in English.
    pub note: Option<[String; 2]>,
    /// Language of the terminal and of the report in Markdown.
    pub lang: Lang,
    /// Label dictionaries beyond the compiled-in ones: path and name.
    pub labels: Vec<(PathBuf, String)>,
    /// Registers of units beyond the compiled-in one: path and name.
    pub units: Vec<(PathBuf, String)>,
    /// The files of prices and persons that amounts are measured by.
    pub yardsticks: YardstickFiles,
    /// The documents, in the order of the pipeline; none where a store is named.
    pub documents: Vec<Planned>,
    /// Names of files among them that earlier runs wrote, which are left out.
    pub outputs: Vec<String>,
    /// The store that is named instead, and its name.
    pub store: Option<(PathBuf, String)>,
    /// Endings of the formats that count where two documents say the same, the first most.
    pub prefer: Vec<String>,
    /// Where records of the documents are kept for the next run.
    pub cache: PathBuf,
    /// The analyses, in the order of the pipeline, then those that charts and headline need.
    pub analyses: Vec<Question>,
    /// The charts.
    pub charts: Vec<Kind>,
    /// How the documents are checked.
    pub checking: Checking,
    /// Whether disputed figures are left out.
    pub trusted: bool,
    /// Where outputs go.
    pub target: Target,
    /// Whether CSV is written for spreadsheets.
    pub is_for_spreadsheets: bool,
    /// What reading one document may take: the usual until the caller says otherwise. It is a matter of
    /// the machine and not of the question, so no pipeline says it.
    pub bounds: Bounds,
}

/// One document of a plan.
#[derive(Debug)]
pub struct Planned {
    /// Where it lies.
    pub path: PathBuf,
    /// What messages and tables call it: its name from the project's directory.
    pub name: String,
    /// Years to keep; all where `None`.
    pub years: Option<Vec<i32>>,
    /// Whether it was named, or met in a directory and may be no document.
    pub fate: Fate,
}

impl Planned {
    /// The file it is read from.
    pub(super) fn found(&self) -> Found {
        Found { path: self.path.clone(), name: self.name.clone(), fate: self.fate.clone() }
    }
}

/// How a table is written as CSV.
pub(super) type WriteCsv = fn(&DataFrame, &mut dyn Write) -> Result<(), Problem>;

impl Plan {
    /// How tables are written as CSV.
    pub(super) fn csv(&self) -> WriteCsv {
        if self.is_for_spreadsheets { store::write_excel_csv } else { store::write_csv }
    }

    /// Whether somebody wrote it, so that it says a language of its own.
    pub fn is_written(&self) -> bool {
        !self.file.starts_with('(')
    }

    /// Leaves of the analyses only the one called `table`, for when nothing else is asked.
    ///
    /// # Errors
    ///
    /// Neither an analysis nor a table of records has this name.
    pub fn narrow(&mut self, table: &str) -> Result<(), Problem> {
        let known: Vec<&str> = RECORDS.into_iter().chain(names()).collect();
        if !known.contains(&table) {
            let message = said!("应为数据表名称，实际为`{table}`", "expected the name of a table, found `{table}`");
            let problem = Problem::error(Code::TableUnknown, Place::file(self.file.as_str()), message);
            return Err(hinted(problem, table, &known));
        }
        self.analyses.retain(|analysis| analysis.name() == table);
        if self.analyses.is_empty() {
            self.analyses.extend(Analysis::from_name(table).map(Question::usual));
        }
        Ok(())
    }
}

/// Resolves the pipeline at `path`. With `out` everything goes there instead of where the pipeline
/// says; with `lang` that language is used.
///
/// Paths in a pipeline start from the project's directory: the one above `pipelines/`, else the one the file lies in.
///
/// # Errors
///
/// Everything that is wrong with the pipeline, sorted by place; nothing has been read but the
/// pipeline itself.
pub fn plan(path: &Path, out: Option<&Path>, lang: Option<Lang>) -> Result<Plan, Trouble> {
    let path = projects::found(path);
    let shown = named(&path);
    let written = text(&path, &shown).map_err(|problem| vec![noted(problem)])?;
    let source = Located { file: &shown, text: &written };
    let resolved = spec::parse(&source).and_then(|spec| resolve(&path, &source, spec, out, lang));
    resolved.map_err(|mut problems| {
        problems.sort_by(|a, b| a.place.cmp(&b.place));
        let told =
            |problem: Problem| if *problem.place.file == *shown { in_text(problem, &written) } else { noted(problem) };
        problems.into_iter().map(told).collect()
    })
}

/// Resolves what was written, reporting all that is wrong at once.
fn resolve(
    path: &Path,
    source: &Located<'_>,
    spec: Spec<'_>,
    out: Option<&Path>,
    lang: Option<Lang>,
) -> Result<Plan, Vec<Problem>> {
    let (mut problems, mut outputs) = (Vec::new(), BTreeSet::new());
    let (root, file) = (projects::root(path), projects::name(path));
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let Spec { fixed, analyses: asked } = spec;
    let store = store(&root, source, &fixed, &mut problems);
    let documents = match store {
        Some(_) => Vec::new(),
        None => documents(&root, source, &fixed.sources, &mut outputs, &mut problems),
    };
    let prefer = preferred(source, &fixed, &mut problems);
    let charts = charts(source, &fixed.charts, &mut problems);
    let analyses = analyses(source, asked, &charts, &mut problems);
    let checking = checking(&root, source, &fixed.check).unwrap_or_else(|problem| {
        problems.push(problem);
        Checking::default()
    });
    let target = targets::target(source, &fixed.output, &root, &name, &mut problems);
    let yardsticks = yardsticks(&root, &fixed, &mut problems);
    let Fixed { title, note, labels, units, output, trusted, lang: usual, .. } = fixed;
    let beside = |file: Spanned<String>| (root.join(file.get_ref()), file.into_inner());
    let rooted = |files: Vec<Spanned<String>>| -> Vec<(PathBuf, String)> { files.into_iter().map(beside).collect() };
    if !problems.is_empty() {
        return Err(problems);
    }
    let (labels, units) = (rooted(labels), rooted(units));
    let target = out.map_or(target, Target::given);
    Ok(Plan {
        cache: root.join(OURS).join("cache").join(&name),
        store,
        file,
        sha256: hex(source.text.as_bytes()),
        name,
        title_zh: title.zh,
        title_en: title.en,
        note: note.map(|note| [note.zh, note.en]),
        lang: lang.unwrap_or(usual),
        labels,
        units,
        yardsticks,
        documents,
        outputs: outputs.into_iter().collect(),
        prefer,
        analyses,
        charts,
        checking,
        trusted,
        target,
        is_for_spreadsheets: output.excel,
        bounds: Bounds::default(),
    })
}

/// The files of prices and persons, and what they say.
fn yardsticks(root: &Path, fixed: &Fixed, problems: &mut Vec<Problem>) -> YardstickFiles {
    let [deflators, heads] = [&fixed.deflators, &fixed.heads]
        .map(|file| file.as_ref().map(|file| (root.join(file.get_ref()), file.get_ref().clone())));
    YardstickFiles::read(deflators, heads).unwrap_or_else(|found| {
        problems.extend(found);
        YardstickFiles::default()
    })
}

/// The rules, thresholds and accepted findings that `[check]` names.
fn checking(root: &Path, source: &Located<'_>, check: &Check) -> Result<Checking, Problem> {
    let usual = Settings::default();
    let settings = Settings {
        only: check.rules.iter().map(|rule| rule.get_ref().clone()).collect(),
        skip: check.skip.iter().map(|rule| rule.get_ref().clone()).collect(),
        full_points: check.full_points.map_or(usual.full_points, Into::into),
        unit_slip_times: check.unit_slip_times.map_or(usual.unit_slip_times, Into::into),
    };
    let named = check.accepted.as_ref().map(|name| name.get_ref().as_str());
    let usual = Some(ACCEPTED).filter(|name| root.join(name).exists());
    let name = named.or(usual);
    let path = name.map(|name| root.join(name));
    let rule = |problem: &Problem| {
        let mut rules = check.rules.iter().chain(&check.skip);
        let rule = rules.find(|rule| problem.message.en.contains(&format!("`{}`", rule.get_ref())))?;
        Some(source.place(&rule.span()))
    };
    let place = || check.accepted.as_ref().map_or_else(|| Place::file(source.file), |name| source.place(&name.span()));
    Checking::new(settings, path.as_deref().zip(name)).map_err(|problem| match problem.place.file.is_empty() {
        true => Problem { place: rule(&problem).unwrap_or_else(place), ..problem },
        false => problem,
    })
}

/// The store that is named, which brings its documents and what the rules say of them.
fn store(root: &Path, source: &Located<'_>, fixed: &Fixed, problems: &mut Vec<Problem>) -> Option<(PathBuf, String)> {
    let named = fixed.store.as_ref()?;
    let mut beside = |key: &str, hint: Said| {
        let message = said!("`store`与{key}应只写一个，实际都写了", "expected `store` or {key}, found both");
        problems.push(Problem::error(Code::PipelineTwoSources, source.place(&named.span()), message).hint(hint));
    };
    if !fixed.sources.is_empty() {
        beside(
            "`[[source]]`",
            said!("数据仓自带文件：请去掉其中一个", "a store holds its documents: leave one of the two out"),
        );
    }
    if fixed.check != Check::default() {
        beside(
            "`[check]`",
            said!("规则在入仓时已运行：请去掉`[check]`", "the rules ran when the store was made: leave `[check]` out"),
        );
    }
    if !fixed.labels.is_empty() {
        beside(
            "`labels`",
            said!(
                "文件在入仓时已读取：请在`jixiao ingest`中用`--labels`",
                "documents were read when the store was made: give `--labels` to `jixiao ingest`"
            ),
        );
    }
    Some((root.join(named.get_ref()), named.get_ref().clone()))
}

/// The documents that the sources name, each once.
fn documents(
    root: &Path,
    source: &Located<'_>,
    sources: &[Source],
    outputs: &mut BTreeSet<String>,
    problems: &mut Vec<Problem>,
) -> Vec<Planned> {
    let mut documents: Vec<Planned> = Vec::new();
    for written in sources {
        for pattern in &written.files {
            let place = source.place(&pattern.span());
            let expanded = globs::expand(root, pattern.get_ref(), &place).unwrap_or_else(|problem| {
                problems.push(problem);
                Expanded::default()
            });
            outputs.extend(expanded.outputs);
            for (name, path) in expanded.files {
                if documents.iter().any(|document| document.name == name) {
                    let message = said!(
                        "`{name}`：每份文件应只写一次，前面已写过",
                        "`{name}`: expected each document once, found it named before"
                    );
                    problems.push(Problem::error(Code::DocumentTwice, place.clone(), message));
                } else if !path.is_file() {
                    let message = said!("应有文件`{name}`，实际没有", "expected a file, found none at `{name}`");
                    let problem = Problem::error(Code::DocumentMissing, place.clone(), message);
                    problems.push(problem.hint(said!(
                        "流程中的路径从项目目录算起",
                        "paths in a pipeline start from the project's directory"
                    )));
                } else {
                    documents.push(Planned { path, name, years: written.years.clone(), fate: Fate::Named });
                }
            }
        }
    }
    let is_met =
        |document: &Planned| !sources.iter().any(|one| one.files.iter().any(|it| *it.get_ref() == document.name));
    if documents.len() > 1 {
        documents.retain(|document| !is_met(document) || !example::is_it(&document.path));
    }
    if documents.is_empty() && problems.is_empty() {
        let place = source.place(&(0..0));
        problems.push(Problem::error(
            Code::PipelineNoDocument,
            place,
            said!("应至少有一份文件，实际没有", "expected at least one document, found none"),
        ));
    }
    documents
}

/// The charts asked for, each once.
fn charts(source: &Located<'_>, charts: &[Chart], problems: &mut Vec<Problem>) -> Vec<Kind> {
    let mut kinds = Vec::new();
    for chart in charts {
        match Kind::from_name(chart.kind.get_ref()) {
            Some(kind) if kinds.contains(&kind) => problems.push(twice(source, &chart.kind)),
            Some(kind) => kinds.push(kind),
            None => problems.push(unknown(
                source,
                &chart.kind,
                ("图表", "chart"),
                &Kind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>(),
            )),
        }
    }
    kinds
}

/// The names of all analyses.
fn names() -> impl Iterator<Item = &'static str> {
    Analysis::ALL.iter().map(|analysis| analysis.name())
}

/// The analyses asked for, then those that charts and headline need, with their own defaults.
fn analyses(
    source: &Located<'_>,
    asked: Vec<Asked<'_>>,
    charts: &[Kind],
    problems: &mut Vec<Problem>,
) -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    for Asked { name, params } in asked {
        let Some(analysis) = Analysis::from_name(name.get_ref()) else {
            problems.push(unknown(source, &name, ("分析", "analysis"), &names().collect::<Vec<_>>()));
            continue;
        };
        if questions.iter().any(|known| known.analysis == analysis) {
            problems.push(twice(source, &name));
            continue;
        }
        let fits = source.read_with(params.clone(), problems, |params| analysis.check(params));
        let params = fits.and_then(|()| source.read(params, problems));
        questions.extend(params.map(|params| Question { analysis, params }));
    }
    let needed = charts.iter().flat_map(|kind| kind.analyses()).chain(&NEEDED);
    for analysis in needed.filter_map(|name| Analysis::from_name(name)) {
        if !questions.iter().any(|known| known.analysis == analysis) {
            questions.push(Question::usual(analysis));
        }
    }
    questions
}
