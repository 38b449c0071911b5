//! A pipeline as resolved: every name checked, every pattern expanded, every place decided.

use super::bounds::Bounds;
use super::checking::{ACCEPTED, Checking};
use super::excerpt::{Trouble, in_text, noted};
use super::files::hex;
use super::files::{nearest, text};
use super::folders::Fate;
use super::globs;
use super::located::Located;
use super::spec::{self, Asked, Chart, Check, Fixed, Source, Spec};
use crate::analyses::Analysis;
use crate::charts::Kind;
use crate::checks::Settings;
use crate::problem::{Problem, Said, said};
use crate::reports::NEEDED;
use crate::tables::RECORDS;
use crate::values::{Lang, Place};
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
    /// Language of the terminal and of the report in Markdown.
    pub lang: Lang,
    /// Label dictionaries beyond the compiled-in ones: path and name.
    pub labels: Vec<(PathBuf, String)>,
    /// Registers of units beyond the compiled-in one: path and name.
    pub units: Vec<(PathBuf, String)>,
    /// The documents, in the order of the pipeline; none where a store is named.
    pub documents: Vec<Planned>,
    /// The store that is named instead, and its name.
    pub store: Option<(PathBuf, String)>,
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

/// One analysis of a plan with its parameters, which it has accepted.
#[derive(Clone, Debug)]
pub struct Question {
    /// Which analysis.
    pub analysis: Analysis,
    /// The parameters as written; those left out have their defaults.
    pub params: toml::Table,
}

impl Question {
    /// `analysis` with its default parameters.
    pub(super) fn usual(analysis: Analysis) -> Self {
        Self { analysis, params: toml::Table::new() }
    }

    /// Its parameters without what narrows or groups it otherwise.
    pub(super) fn of_everything(&self) -> toml::Table {
        let mut bare = self.params.clone();
        ["by", "where", "aspects"].iter().for_each(|key| drop(bare.remove(*key)));
        bare
    }

    /// Name of the analysis.
    pub fn name(&self) -> &'static str {
        self.analysis.name()
    }
}

/// Where outputs go.
#[derive(Debug)]
pub struct Target {
    /// The directory that names in the manifest start from.
    pub root: PathBuf,
    /// Directory of tables, pictures, report and manifest, from `root`; empty for `root` itself.
    pub out: String,
    /// Directory of charts, from `root`.
    pub charts: String,
}

impl Plan {
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
            let problem = Problem::error("table-unknown", Place::file(self.file.as_str()), message);
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
/// Paths in a pipeline start from the project's directory: the one above `pipelines/` where the
/// file lies in a directory of that name, else the one the file lies in.
///
/// # Errors
///
/// Everything that is wrong with the pipeline, sorted by place; nothing has been read but the
/// pipeline itself.
pub fn plan(path: &Path, out: Option<&Path>, lang: Option<Lang>) -> Result<Plan, Trouble> {
    let path = found(path);
    let shown = path.to_string_lossy().replace('\\', "/");
    let written = text(&path, &shown).map_err(|problem| vec![noted(problem)])?;
    let source = Located { file: &shown, text: &written };
    let resolved = spec::parse(&source).and_then(|spec| resolve(&path, &source, spec, out, lang));
    resolved.map_err(|mut problems| {
        problems.sort_by(|a, b| a.place.cmp(&b.place));
        problems.into_iter().map(|problem| in_text(problem, &written)).collect()
    })
}

/// The pipeline meant by `path`: itself, or by its bare name one in `pipelines/`.
fn found(path: &Path) -> PathBuf {
    let bare = path.components().count() == 1 && path.extension().is_none() && !path.exists();
    let known = Path::new("pipelines").join(path).with_extension("toml");
    if bare && known.exists() { known } else { path.to_owned() }
}

/// Resolves what was written, reporting all that is wrong at once.
fn resolve(
    path: &Path,
    source: &Located<'_>,
    spec: Spec<'_>,
    out: Option<&Path>,
    lang: Option<Lang>,
) -> Result<Plan, Vec<Problem>> {
    let mut problems = Vec::new();
    let root = root(path);
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let Spec { fixed, analyses: asked } = spec;
    let store = store(&root, source, &fixed, &mut problems);
    let documents = match store {
        Some(_) => Vec::new(),
        None => documents(&root, source, &fixed.sources, &mut problems),
    };
    let charts = charts(source, &fixed.charts, &mut problems);
    let analyses = analyses(source, asked, &charts, &mut problems);
    let checking = checking(&root, source, &fixed.check).unwrap_or_else(|problem| {
        problems.push(problem);
        Checking::default()
    });
    if !problems.is_empty() {
        return Err(problems);
    }
    let Fixed { title, labels, units, output, trusted, lang: usual, .. } = fixed;
    let rooted = |files: Vec<Spanned<String>>| -> Vec<(PathBuf, String)> {
        files.into_iter().map(|file| (root.join(file.get_ref()), file.into_inner())).collect()
    };
    let (labels, units) = (rooted(labels), rooted(units));
    let target = match out {
        Some(out) => Target { root: out.to_owned(), out: String::new(), charts: "charts".to_owned() },
        None => Target {
            out: format!("{}/{name}", output.dir.trim_end_matches('/')),
            charts: format!("{}/{name}", output.charts.trim_end_matches('/')),
            root: root.clone(),
        },
    };
    Ok(Plan {
        cache: root.join(OURS).join("cache").join(&name),
        store,
        file: path.strip_prefix(&root).unwrap_or(path).to_string_lossy().replace('\\', "/"),
        sha256: hex(source.text.as_bytes()),
        name,
        title_zh: title.zh,
        title_en: title.en,
        lang: lang.unwrap_or(usual),
        labels,
        units,
        documents,
        analyses,
        charts,
        checking,
        trusted,
        target,
        bounds: Bounds::default(),
    })
}

/// The rules, thresholds and accepted findings that `[check]` names.
fn checking(root: &Path, source: &Located<'_>, check: &Check) -> Result<Checking, Problem> {
    let usual = Settings::default();
    let settings = Settings {
        only: check.rules.clone(),
        skip: check.skip.clone(),
        full_points: check.full_points.map_or(usual.full_points, Into::into),
        unit_slip_times: check.unit_slip_times.map_or(usual.unit_slip_times, Into::into),
    };
    let named = check.accepted.as_ref().map(|name| name.get_ref().as_str());
    let usual = Some(ACCEPTED).filter(|name| root.join(name).exists());
    let name = named.or(usual);
    let path = name.map(|name| root.join(name));
    let place = || check.accepted.as_ref().map_or_else(|| Place::file(source.file), |name| source.place(&name.span()));
    Checking::new(settings, path.as_deref().zip(name)).map_err(|problem| match problem.place.file.is_empty() {
        true => Problem { place: place(), ..problem },
        false => problem,
    })
}

/// The project's directory.
fn root(path: &Path) -> PathBuf {
    let folder = path.parent().unwrap_or(Path::new(""));
    let in_pipelines = folder.file_name().is_some_and(|name| name == "pipelines");
    if in_pipelines { folder.parent().unwrap_or(Path::new("")).to_owned() } else { folder.to_owned() }
}

/// The store that is named, which brings its documents and what the rules say of them.
fn store(root: &Path, source: &Located<'_>, fixed: &Fixed, problems: &mut Vec<Problem>) -> Option<(PathBuf, String)> {
    let named = fixed.store.as_ref()?;
    let mut beside = |key: &str, hint: Said| {
        let message = said!("`store`与{key}应只写一个，实际都写了", "expected `store` or {key}, found both");
        problems.push(Problem::error("pipeline-two-sources", source.place(&named.span()), message).hint(hint));
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
fn documents(root: &Path, source: &Located<'_>, sources: &[Source], problems: &mut Vec<Problem>) -> Vec<Planned> {
    let mut documents: Vec<Planned> = Vec::new();
    for written in sources {
        for pattern in &written.files {
            let place = source.place(&pattern.span());
            let names = globs::expand(root, pattern.get_ref(), &place).unwrap_or_else(|problem| {
                problems.push(problem);
                Vec::new()
            });
            for name in names {
                let path = root.join(&name);
                if documents.iter().any(|document| document.name == name) {
                    let message = said!(
                        "`{name}`：每份文件应只写一次，前面已写过",
                        "`{name}`: expected each document once, found it named before"
                    );
                    problems.push(Problem::error("document-twice", place.clone(), message));
                } else if !path.is_file() {
                    let message = said!("应有文件`{name}`，实际没有", "expected a file, found none at `{name}`");
                    let problem = Problem::error("document-missing", place.clone(), message);
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
    if documents.is_empty() && problems.is_empty() {
        let place = Place::file(source.file);
        problems.push(Problem::error(
            "pipeline-no-document",
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

/// What is said of a name that nothing has.
fn unknown(source: &Located<'_>, name: &Spanned<String>, (zh, what): (&str, &str), known: &[&str]) -> Problem {
    let (article, name_) = (article(what), name.get_ref());
    let message = said!("应为{zh}名称，实际为`{name_}`", "expected the name of {article} {what}, found `{name_}`");
    let problem = Problem::error("pipeline-unknown-name", source.place(&name.span()), message);
    hinted(problem, name.get_ref(), known)
}

/// `problem` with the nearest of the `known` names, or all of them.
fn hinted(problem: Problem, name: &str, known: &[&str]) -> Problem {
    match nearest(name, known.iter().copied()) {
        Some(near) => problem.hint(said!("是否应为`{near}`？", "did you mean `{near}`?")),
        None => problem.hint(said!("可用的有：{}", "known: {}", known.join(", "))),
    }
}

/// What is said of a name that stands twice.
fn twice(source: &Located<'_>, name: &Spanned<String>) -> Problem {
    let message = said!("`{}`：应只写一次，实际重复", "`{}`: expected once, found again", name.get_ref());
    Problem::error("pipeline-twice", source.place(&name.span()), message)
}

/// The article before `noun`.
fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}
