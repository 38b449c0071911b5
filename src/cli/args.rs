//! The command line as typed.

use super::bounds::Limiting;
use crate::problem::Severity;
use crate::values::Lang;
use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  done, and the data holds problems that --fail-on asked about
  2  not done, or not all of it: wrong usage, a file that cannot be read, an output that cannot be written

Data goes to standard output, messages to standard error. NO_COLOR is respected.";

/// Reads the papers in which Chinese public bodies account for their money, exactly, and answers
/// questions from them.
#[derive(Debug, Parser)]
#[command(name = "jixiao", version, after_help = EXIT_CODES, max_term_width = 100)]
pub(super) struct Args {
    /// Colour of messages.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(super) color: Color,
    /// Language of messages and help, and of what is printed where no pipeline says one; that of the
    /// system's locale. What a pipeline says of its report holds unless this is typed.
    #[arg(long, global = true, value_enum)]
    pub(super) lang: Option<Language>,
    /// Say more: notes too, and every output by name.
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
    /// What to do.
    #[command(subcommand)]
    pub(super) verb: Verb,
}

/// When messages are coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The verbs: one for every floor of the house a reader may want to stand on.
#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Show what stands on the paper: lines of text and rows of cells.
    Cells(Cells),
    /// Print what documents mean: projects, funding, indicators, accounts, problems.
    Records(Records),
    /// Say where documents contradict themselves, and what could not be checked.
    Check(Check),
    /// Read documents into a store: Parquet files that are brought up to date by reading what changed.
    Ingest(Ingest),
    /// Print one table of a pipeline, of its records or of an analysis.
    Table(Table),
    /// Answer the question of a pipeline: charts, tables, report, manifest.
    Run(Run),
    /// Write a commented pipeline to start from, with an invented document.
    Init(Init),
    /// Print completions for a shell.
    Completions(Completions),
    /// Read documents for another process of this program, which asks on standard input.
    #[command(name = crate::pipeline::SERVE, hide = true)]
    ReadOne,
}

/// `jixiao cells`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct Cells {
    /// The document.
    pub(super) file: PathBuf,
    /// Print one JSON object a line.
    #[arg(long)]
    pub(super) json: bool,
    /// What reading one document may take.
    #[command(flatten)]
    pub(super) limits: Limiting,
}

/// `jixiao records`.
///
/// What became of each file is told on standard error, then a count: read; refused (it could not be
/// read, or nothing known stands in it); skipped (in a directory: links, hidden files, cards, empty
/// files, and what is no document by its bytes and its name). A card is the TOML file beside a
/// document that names its producer, title, year and checksum. A refused file does not stop the others. The exit code is 2 where a file was refused or none was read; skipped files alone do not
/// change it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct Records {
    /// The documents. A directory stands for every file below it, sorted by path; links in it are not
    /// followed.
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Print, instead of the records, every numeral of the documents that became no field, with its
    /// place.
    #[arg(long)]
    pub(super) unclaimed: bool,
    /// How to print them.
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    pub(super) format: Format,
    /// A dictionary of labels to add to the compiled-in ones; may be given several times.
    #[arg(long, value_name = "FILE.toml")]
    pub(super) labels: Vec<PathBuf>,
    /// Exit with 1 where a problem of this severity or a worse one was found.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(super) fail_on: Option<FailOn>,
    /// What reading one document may take.
    #[command(flatten)]
    pub(super) limits: Limiting,
}

/// `jixiao check`.
///
/// Every printed figure counts as all values it can stand for. An error is a contradiction that no way
/// of rounding explains; a doubt stands under one reading only; a note is no error. What could not be
/// checked is counted with its reason.
#[derive(Debug, clap::Args)]
#[command(after_help = CHECK_CODES)]
pub(super) struct Check {
    /// A pipeline (its file, or its bare name in `pipelines/`), or documents and directories of them.
    #[arg(required = true, value_name = "PIPELINE|PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// How to print the findings; the text tells notes with -v only.
    #[arg(long, value_enum, default_value_t = FindingFormat::Text)]
    pub(super) format: FindingFormat,
    /// Exit with 1 where a finding of this severity or a worse one stands.
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOnFinding::Error)]
    pub(super) fail_on: FailOnFinding,
    /// Run this rule only, such as R21; may be given several times.
    #[arg(long, value_name = "CODE")]
    pub(super) rule: Vec<String>,
    /// Do not run this rule; may be given several times.
    #[arg(long, value_name = "CODE")]
    pub(super) skip: Vec<String>,
    /// Accepted findings; data/accepted.toml where it exists. A pipeline names its own.
    #[arg(long, value_name = "FILE.toml")]
    pub(super) accepted: Option<PathBuf>,
    /// A dictionary of labels to add to the compiled-in ones; may be given several times.
    #[arg(long, value_name = "FILE.toml")]
    pub(super) labels: Vec<PathBuf>,
    /// What reading one document may take.
    #[command(flatten)]
    pub(super) limits: Limiting,
}

const CHECK_CODES: &str = "\
Exit codes:
  0  checked; no finding that --fail-on asks about
  1  checked, and such findings stand
  2  not all of it could be read or checked

docs/rules has a page for every rule. A finding never changes the data.";

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FindingFormat {
    /// For people on a terminal, the worst first.
    Text,
    /// One JSON object a line: findings, then what every rule looked at.
    Jsonl,
    /// The table of findings.
    Csv,
    /// SARIF 2.1.0, for review tools.
    Sarif,
    /// One self-contained page.
    Html,
}

/// The severity to fail on, as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOnFinding {
    /// Contradictions that no way of rounding explains.
    Error,
    /// Those that stand under one reading, too.
    Doubt,
    /// Never.
    None,
}

impl From<FailOnFinding> for Option<Severity> {
    fn from(typed: FailOnFinding) -> Self {
        match typed {
            FailOnFinding::Error => Some(Severity::Error),
            FailOnFinding::Doubt => Some(Severity::Doubt),
            FailOnFinding::None => None,
        }
    }
}

/// How records are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values under the columns of all kinds together.
    Csv,
}

/// `jixiao ingest`.
///
/// A document that the store knows, by its bytes, its card (the TOML file beside it) and what it was read with, is not read again;
/// one that changed replaces its rows. The run may be stopped at any moment: the store is whole, and the
/// next run goes on. Findings and problems are tables of the store, too.
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct Ingest {
    /// The documents. A directory stands for every file below it; links in it are not followed.
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// The directory of the store; it is made where it is missing.
    #[arg(long, value_name = "DIR")]
    pub(super) store: PathBuf,
    /// Documents after which what was read counts even if the run is stopped.
    #[arg(long, value_name = "COUNT", default_value_t = crate::pipeline::COMMIT, hide = true)]
    pub(super) commit_every: usize,
    /// Take out the rows of documents that are gone from under the paths.
    #[arg(long)]
    pub(super) prune: bool,
    /// Accepted findings; data/accepted.toml where it exists.
    #[arg(long, value_name = "FILE.toml")]
    pub(super) accepted: Option<PathBuf>,
    /// A dictionary of labels to add to the compiled-in ones; may be given several times.
    #[arg(long, value_name = "FILE.toml")]
    pub(super) labels: Vec<PathBuf>,
    /// A register of units (aliases, renames, mergers) to add to the compiled-in one; may be given several
    /// times.
    #[arg(long, value_name = "FILE.toml")]
    pub(super) units: Vec<PathBuf>,
    /// What reading one document may take.
    #[command(flatten)]
    pub(super) limits: Limiting,
}

/// `jixiao table`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct Table {
    /// A pipeline (a file, or the bare name of one in `pipelines/`), or a document, a directory of them or
    /// a store.
    #[arg(value_name = "PIPELINE|PATH")]
    pub(super) pipeline: PathBuf,
    /// The table: projects, funding, indicators, accounts, problems, findings, checks, documents, units,
    /// spellings, or an analysis.
    pub(super) name: String,
    /// Print an array of JSON objects, exact decimals as strings.
    #[arg(long, group = "shape")]
    pub(super) json: bool,
    /// Print CSV with exact decimals.
    #[arg(long, group = "shape")]
    pub(super) csv: bool,
    /// With --csv: for Excel, WPS or LibreOffice, with a byte-order mark and no cell that is a formula.
    #[arg(long, requires = "csv")]
    pub(super) excel: bool,
    /// Print an Arrow IPC stream for pyarrow, polars, R or DuckDB; amounts are decimals.
    #[arg(long, group = "shape")]
    pub(super) arrow: bool,
    /// What reading one document may take.
    #[command(flatten)]
    pub(super) limits: Limiting,
}

/// `jixiao run`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct Run {
    /// A pipeline (a file, or the bare name of one in `pipelines/`), or documents, directories of them or
    /// a store, of which the standard questions are asked.
    #[arg(required = true, value_name = "PIPELINE|PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Write everything under this directory instead of where the pipeline says.
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Print the headline and the names of the outputs as JSON.
    #[arg(long)]
    pub(super) json: bool,
    /// Exit with 1 where a problem of this severity or a worse one was found.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(super) fail_on: Option<FailOn>,
    /// What reading one document may take.
    #[command(flatten)]
    pub(super) limits: Limiting,
}

/// A language, as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// 中文
    Zh,
    /// English
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Zh => Self::Zh,
            Language::En => Self::En,
        }
    }
}

/// A severity, as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Something is missing, or would be wrong if used.
    Error,
    /// Something has another possible reading.
    Doubt,
    /// Anything at all.
    Note,
}

impl From<FailOn> for Severity {
    fn from(typed: FailOn) -> Self {
        match typed {
            FailOn::Error => Self::Error,
            FailOn::Doubt => Self::Doubt,
            FailOn::Note => Self::Note,
        }
    }
}

/// `jixiao init`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct Init {
    /// The directory to write into; nothing in it is overwritten.
    pub(super) dir: PathBuf,
}

/// `jixiao completions`.
#[derive(Debug, clap::Args)]
pub(super) struct Completions {
    /// The shell.
    #[arg(value_enum)]
    pub(super) shell: Shell,
}

/// Files as they were typed, each with what messages call it.
pub(super) fn named(paths: &[PathBuf]) -> Vec<(PathBuf, String)> {
    paths.iter().map(|path| (path.clone(), path.to_string_lossy().into_owned())).collect()
}
