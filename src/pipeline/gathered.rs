//! The records a plan asks about, from a store or from its documents. What documents say is kept in a
//! store of the project's own, its cache, so that a second run reads what changed and nothing else.

use super::Watch;
use super::disk::{Folder, below};
use super::excerpt::{Trouble, noted};
use super::files;
use super::folders::card;
use super::ingest::{Asking, COMMIT, Job, fingerprint, take, told_again};
use super::outputs::output;
use super::plan::{OURS, Plan, Planned};
use super::reader::Reader;
use super::reading::{OTHER_YEARS, VANISHED};
use super::register::register;
use super::store::{NAMES, Store, store_refused};
use super::twins;
use crate::problem::{Code, Problem, Said};
use crate::reports::{Became, Checked, Counts, Ended, Noted, Source};
use crate::tables::cells::{counts, texts};
use crate::tables::columns::PLACED;
use crate::tables::frame::fault;
use crate::tables::store::{Stored, shown};
use crate::tables::{DataFrame, DocumentRow, Met, collect, documents_of, problems_of};
use crate::values::{Lang, Place};
use polars::prelude::{
    Column, IntoColumn as _, IntoLazy as _, LazyFrame, NamedFrom as _, PolarsError, Series, SortMultipleOptions,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Error, Write as _};
use std::path::{Path, PathBuf};

/// The records a plan asks about.
#[derive(Debug)]
pub struct Gathered {
    store: Store,
    /// The documents in the order of the plan, or by their names where a store was named.
    documents: Vec<DocumentRow>,
    /// The place of each document in that order.
    ranks: BTreeMap<String, u32>,
    /// What is to be said of the store as a whole.
    problems: Vec<Problem>,
    /// Files that lie among the documents and are none: name, and what each is.
    skipped: Vec<(String, Said)>,
}

/// The records that `plan` asks about: its documents are read where the cache does not know them.
///
/// # Errors
///
/// The store that is named cannot be read, or a dictionary cannot.
pub(super) fn gather(plan: &Plan, label_texts: &[(String, String)], watch: &dyn Watch) -> Result<Gathered, Trouble> {
    let fatal = |problem: Problem| vec![noted(problem)];
    if let Some((dir, name)) = &plan.store {
        let (store, problems) = Store::open(dir, name).map_err(fatal)?;
        return Gathered::of(store, None, problems).map_err(fatal);
    }
    let register = register(&plan.units)?;
    let reader = Reader::new(label_texts, &plan.bounds)?;
    let fingerprint = fingerprint(label_texts, &plan.checking);
    let asking = Asking {
        reader: &reader,
        checking: &plan.checking,
        register: &register,
        fingerprint: &fingerprint,
        commit: COMMIT,
        holds_on: false,
    };
    let cached = opened(&plan.cache).and_then(|store| gathered(plan, store, &asking, watch));
    let why = match cached {
        Ok(gathered) => return Ok(gathered),
        Err(why) => why,
    };
    let mut gathered = gathered(plan, Store::in_memory(), &asking, watch).map_err(fatal)?;
    // Another run of the same pipeline keeps the cache: nothing is lost by it.
    if why.code != Code::StoreBusy {
        let message = Said::new(
            format!("读取结果未能留存供下次使用：{}", why.message.in_lang(Lang::Zh)),
            format!("records could not be kept for the next run: {}", why.message.in_lang(Lang::En)),
        );
        gathered.problems.push(Problem::note(Code::CacheUnwritable, Place::file(OURS), message));
    }
    Ok(gathered)
}

/// The cache in `dir`, to be written. One that another version left, or that is broken, is begun anew.
fn opened(dir: &Path) -> Result<Store, Problem> {
    let name = dir.to_string_lossy();
    let begun = || Store::begin_in(folder(dir)?, &name, false);
    match begun() {
        Err(problem) if [Code::StoreVersion, Code::StoreBroken].contains(&problem.code) => {
            // Of a link it removes the link alone, here and below.
            fs::remove_dir_all(dir).map_err(|_| problem)?;
            begun()
        }
        store => store,
    }
}

/// The directory `dir` of ours, which no version control need see. It lies three levels below the
/// project's directory, and none of them is a link.
///
/// # Errors
///
/// One of them is a link or no directory, or the disk refuses.
pub(super) fn folder(dir: &Path) -> Result<Folder, Problem> {
    let refused = |(path, error): (PathBuf, Error)| store_refused(&path, &error);
    let project = dir.ancestors().nth(3).unwrap_or(Path::new(""));
    let root = Folder::named(project).map_err(|error| refused((project.to_owned(), error)))?;
    let ours = below(&root, OURS).map_err(refused)?;
    if let Ok(mut ignored) = ours.create(".gitignore") {
        // Where this cannot be written, neither can the cache, which says so.
        drop(ignored.write_all(b"*\n"));
    }
    let inner = dir.strip_prefix(project).unwrap_or(dir).to_string_lossy();
    below(&root, &inner).map_err(refused)
}

fn gathered(plan: &Plan, mut store: Store, asking: &Asking<'_>, watch: &dyn Watch) -> Result<Gathered, Problem> {
    let job = |planned: &Planned| Job { found: planned.found(), years: planned.years.clone() };
    let jobs: Vec<Job> = plan.documents.iter().map(job).collect();
    let done = take(&mut store, asking, &jobs, |_| true, watch)?;
    let names: Vec<&str> = plan.documents.iter().map(|planned| planned.name.as_str()).collect();
    let mut problems = store.manifest().accepted.clone();
    let skipped: Vec<_> = done.skipped.into_iter().chain(written(plan)).collect();
    problems.extend(left_out(&skipped));
    let gathered = Gathered::of(store, Some(&names), problems)?;
    let skipped = skipped.into_iter().filter(|(_, what)| *what != card()).collect();
    Ok(Gathered { skipped, ..gathered })
}

/// The files among the documents of `plan` that earlier runs wrote: name, and what each is.
pub(super) fn written(plan: &Plan) -> Vec<(String, Said)> {
    plan.outputs.iter().map(|name| (name.clone(), output())).collect()
}

/// Names that a note lists at most.
const LISTED: usize = 5;

/// What is said of files that lie among the documents and are none; cards are there on purpose.
pub(super) fn left_out(skipped: &[(String, Said)]) -> Option<Problem> {
    let card = card();
    let strange: Vec<&(String, Said)> = skipped.iter().filter(|(_, what)| *what != card).collect();
    let (name, _) = strange.first()?;
    let (count, listed) = (strange.len(), |lang: Lang| {
        let told = |(name, what): &&(String, Said)| match lang {
            Lang::Zh => format!("`{name}`（{}）", what.in_lang(lang)),
            Lang::En => format!("`{name}` ({})", what.in_lang(lang)),
        };
        let listed = strange.iter().take(LISTED).map(told).collect::<Vec<_>>().join(lang.pick("、", ", "));
        if strange.len() > LISTED { listed + lang.pick("等", ", ...") } else { listed }
    });
    let message = Said::new(
        format!("有{count}个文件不是可读取的文件，已略去：{}", listed(Lang::Zh)),
        format!("{count} files here are no documents and were left out: {}", listed(Lang::En)),
    );
    Some(Problem::note(Code::FilesSkipped, Place::file(name.as_str()), message))
}

impl Gathered {
    /// Checksum of everything that is known here: the rows, the order of the documents, and what is to be
    /// said of them; nothing where the rows lie in no files, which their names would tell.
    pub(super) fn fingerprint(&self) -> Option<String> {
        if !self.store.is_on_disk() {
            return None;
        }
        let names: Vec<&str> = self.documents.iter().map(|row| row.file.as_str()).collect();
        let all = (self.store.manifest(), names, &self.problems, &self.skipped);
        Some(files::hex(format!("{all:?}").as_bytes()))
    }

    /// The records of `store`, its documents in the order of `names`.
    fn of(store: Store, names: Option<&[&str]>, mut problems: Vec<Problem>) -> Result<Self, Problem> {
        let mut documents = documents_of(&store.frame("documents")?)?;
        match names {
            None => documents.sort_by(|one, other| one.file.cmp(&other.file)),
            Some(names) => {
                let ranks: BTreeMap<&str, usize> = names.iter().enumerate().map(|(at, name)| (*name, at)).collect();
                documents.sort_by_key(|row| ranks.get(row.file.as_str()).copied());
            }
        }
        let ranks = (0..).zip(&documents).map(|(at, row)| (row.file.clone(), at)).collect();
        problems.extend(twins::of_rows(&documents));
        Ok(Self { store, documents, ranks, problems, skipped: Vec::new() })
    }

    /// The store they lie in, whose tables are lazy and in the order of its files.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The table called `name` in the order of the documents and, within one, as it stands there.
    ///
    /// # Errors
    ///
    /// There is no such table, or it cannot be read.
    pub fn frame(&self, name: &str) -> Result<DataFrame, Problem> {
        let positioned = self.positioned(name)?;
        collect(if NAMES.contains(&name) { positioned } else { shown(Stored::named(name)?, positioned) })
    }

    /// The same with the positions of the rows in their documents.
    ///
    /// # Errors
    ///
    /// As [`Self::frame`].
    pub fn positioned(&self, name: &str) -> Result<LazyFrame, Problem> {
        if NAMES.contains(&name) {
            return Ok(self.store.frame(name)?.lazy());
        }
        let table = Stored::named(name)?;
        let mut frame = collect(self.store.positioned(name)?)?;
        let owners = texts(&frame, table.owner)?;
        let rank = |owner: Option<String>| owner.and_then(|owner| self.ranks.get(&owner).copied());
        let ranks: Vec<Option<u32>> = owners.into_iter().map(rank).collect();
        let whole = |error: PolarsError| fault(&error.to_string());
        frame.with_column(Series::new(RANK.into(), ranks).into_column()).map_err(whole)?;
        // What orders the rows is sorted alone, and one column after the other follows: a long table is
        // never held twice.
        let order = order(name);
        let at = frame.select(order.iter().copied()).and_then(|keys| keys.with_row_index("_at".into(), None));
        let options = SortMultipleOptions::default().with_maintain_order(true);
        let sorted = at.and_then(|keys| keys.sort(order, options)).map_err(whole)?;
        let at = sorted.column("_at").and_then(|at| at.idx().cloned()).map_err(whole)?;
        let height = frame.height();
        let columns: Result<Vec<Column>, PolarsError> =
            frame.into_columns().into_iter().map(|column| column.take(&at)).collect();
        let sorted = columns.and_then(|columns| DataFrame::new(height, columns)).map_err(whole)?;
        Ok(sorted.lazy())
    }

    /// What is wrong, sorted by place: with the documents, then with the whole.
    ///
    /// # Errors
    ///
    /// The store cannot be read.
    pub fn problems(&self) -> Result<Vec<Noted>, Problem> {
        let met = problems_of(&self.frame("problems")?)?.into_iter();
        let mut problems: Vec<Noted> = met.map(|Met { problem, excerpt, .. }| Noted { problem, excerpt }).collect();
        problems.sort_by(|a, b| a.problem.place.cmp(&b.problem.place));
        problems.extend(self.problems.iter().cloned().map(noted));
        Ok(problems)
    }

    /// The problems of the documents that were refused, by document.
    ///
    /// # Errors
    ///
    /// The store cannot be read.
    pub fn refusals(&self) -> Result<BTreeMap<String, Vec<Noted>>, Problem> {
        let refused: BTreeSet<String> =
            self.documents.iter().filter(|row| is_refused(row)).map(|row| row.file.clone()).collect();
        told_again(&self.store, &refused)
    }

    /// What became of every document; `refusals` says why those that were refused were.
    pub fn ended(&self, refusals: &BTreeMap<String, Vec<Noted>>) -> Vec<Ended> {
        let ended = |row: &DocumentRow| {
            let outcome = match (&row.twin, row.refused.as_deref().map(Code::named)) {
                (Some(_), _) => Became::Twice,
                (None, Some(VANISHED)) => Became::Vanished,
                (None, Some(OTHER_YEARS)) => Became::Skipped,
                (None, Some(_)) => Became::Refused,
                (None, None) => Became::Read,
            };
            let problems = refusals.get(&row.file).into_iter().flatten();
            let why = problems.min_by_key(|noted| (noted.problem.severity, &noted.problem.place));
            Ended {
                file: row.file.clone(),
                outcome,
                code: row.refused.clone(),
                reason: why.map(|noted| noted.problem.message.clone()),
                duplicate_of: row.twin.clone(),
            }
        };
        self.documents.iter().map(ended).collect()
    }

    /// Files that lie among the documents and are none, cards aside: name, and what each is.
    pub fn skipped(&self) -> &[(String, Said)] {
        &self.skipped
    }

    /// The documents that could be opened, each once.
    pub fn sources(&self) -> Vec<Source> {
        let count = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
        let source = |row: &DocumentRow| {
            let [projects, funding, indicators, accounts] = row.counts.map(count);
            Some(Source {
                file: row.file.clone(),
                sha256: row.sha256.clone()?,
                bytes: count(row.bytes),
                card_sha256: row.card_sha256.clone(),
                counts: Counts { projects, funding, indicators, accounts },
            })
        };
        self.documents.iter().filter(|row| row.twin.is_none()).filter_map(source).collect()
    }

    /// What a reader would call the documents that gave records.
    pub fn captions(&self) -> Vec<String> {
        let is_read = |row: &&DocumentRow| row.refused.is_none() && row.twin.is_none();
        self.documents.iter().filter(is_read).map(|row| row.caption.clone()).collect()
    }

    /// The documents.
    pub fn documents(&self) -> &[DocumentRow] {
        &self.documents
    }

    /// What the audit found, in numbers; `trusted` says whether what it disputes is left out.
    ///
    /// # Errors
    ///
    /// The store cannot be read.
    pub fn checked(&self, trusted: bool) -> Result<Checked, Problem> {
        let findings = self.store.frame("findings")?;
        let standing = texts(&findings, "severity")?.into_iter().zip(texts(&findings, "accepted")?);
        let mut checked = Checked { trusted, ..Checked::default() };
        for (severity, accepted) in standing {
            match (severity.as_deref(), accepted) {
                (_, Some(_)) => checked.accepted += 1,
                (Some("error"), None) => checked.errors += 1,
                (Some("doubt"), None) => checked.doubts += 1,
                _ => {}
            }
        }
        let checks = self.store.frame("checks")?;
        let sum = |name: &str| counts(&checks, name).map(|counts| counts.into_iter().flatten().sum());
        (checked.consistent, checked.unchecked) = (sum("consistent")?, sum("unchecked")?);
        checked.disputed = self.documents.iter().filter_map(|row| usize::try_from(row.disputed_n).ok()).sum();
        Ok(checked)
    }
}

/// Whether a document was refused for what it is, and not for the years that were asked about.
fn is_refused(row: &DocumentRow) -> bool {
    row.refused.as_ref().is_some_and(|code| Code::named(code) != OTHER_YEARS)
}

/// The column by which documents are put in order.
const RANK: &str = "document_rank";

/// What puts the rows of a table in the order of the documents: findings and checks come from rules of
/// one document and from rules across, and stand as if all had run together.
fn order(table: &str) -> Vec<&'static str> {
    match table {
        "findings" => {
            let place = PLACED[1..].iter().map(|column| column.name);
            std::iter::once(RANK).chain(place).chain(["rule", "id"]).collect()
        }
        "checks" => vec![RANK, "rule"],
        _ => vec![RANK, "position"],
    }
}
