//! The standard questions of whatever lies somewhere: every analysis and every chart, with their own
//! defaults, for those who have documents and no pipeline yet.

use super::bounds::Bounds;
use super::checking::Checking;
use super::example::find;
use super::excerpt::{Trouble, noted};
use super::files::{hex, plain};
use super::plan::{OURS, Plan, Planned, plan};
use super::projects::is_pipeline;
use super::question::Question;
use super::store::is_store;
use super::targets::Target;
use crate::analyses::Analysis;
use crate::charts::Kind;
use crate::values::Lang;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What a manifest calls the pipeline that nobody wrote.
const UNWRITTEN: &str = "(standard questions)";

/// The plan that `paths` mean: the pipeline that is named, or the standard questions of a store, of
/// documents or of directories of them.
///
/// # Errors
///
/// As [`plan`]; and where accepted findings of the project cannot be read.
pub fn asked(paths: &[PathBuf], out: Option<&Path>, lang: Option<Lang>) -> Result<Plan, Trouble> {
    match paths {
        // What is not there is looked for among the pipelines, and missed there.
        [path] if is_pipeline(path) || !path.exists() => plan(path, out, lang),
        _ => standard(paths, out, lang),
    }
}

fn standard(paths: &[PathBuf], out: Option<&Path>, lang: Option<Lang>) -> Result<Plan, Trouble> {
    let name = name(paths);
    let store = match paths {
        [path] if is_store(path) => Some((path.clone(), plain(path))),
        _ => None,
    };
    let documents = if store.is_some() { Vec::new() } else { documents(paths) };
    let checking = Checking::usual(None).map_err(|problem| vec![noted(problem)])?;
    let (out_dir, charts) = match out {
        Some(_) => (String::new(), "charts".to_owned()),
        None => (format!("out/{name}"), format!("out/{name}/charts")),
    };
    let (title_zh, title_en) = titles(&name);
    let listed: Vec<&str> = documents.iter().map(|document| document.name.as_str()).collect();
    Ok(Plan {
        cache: Path::new(OURS).join("cache").join(format!("{name}-{}", &hex(full(paths).as_bytes())[..8])),
        sha256: hex(listed.join("\n").as_bytes()),
        file: UNWRITTEN.to_owned(),
        title_zh,
        title_en,
        note: None,
        lang: lang.unwrap_or_default(),
        labels: Vec::new(),
        units: Vec::new(),
        yardsticks: Default::default(),
        store,
        documents,
        outputs: Vec::new(),
        prefer: Vec::new(),
        analyses: Analysis::ALL.iter().map(|analysis| Question::usual(*analysis)).collect(),
        charts: Kind::ALL.to_vec(),
        checking,
        trusted: false,
        target: Target { root: out.unwrap_or(Path::new("")).to_owned(), out: out_dir, charts },
        is_for_spreadsheets: false,
        bounds: Bounds::default(),
        name,
    })
}

/// What is found at `paths`, each under one name however it was typed, and each once.
fn documents(paths: &[PathBuf]) -> Vec<Planned> {
    let mut documents: BTreeMap<String, Planned> = BTreeMap::new();
    for found in find(paths) {
        let name = plain(&found.path);
        let planned = Planned { path: found.path, name: name.clone(), years: None, fate: found.fate };
        documents.entry(name).or_insert(planned);
    }
    documents.into_values().collect()
}

/// The last part of the one path, which names the outputs.
pub(super) fn name(paths: &[PathBuf]) -> String {
    let last = match paths {
        [path] => path.canonicalize().ok().and_then(|path| Some(path.file_stem()?.to_string_lossy().into_owned())),
        _ => None,
    };
    last.unwrap_or_else(|| "documents".to_owned())
}

/// All paths as they stand on the disk, to tell one folder of a name from another.
fn full(paths: &[PathBuf]) -> String {
    let full = paths.iter().map(|path| path.canonicalize().unwrap_or_else(|_| path.clone()));
    full.map(|path| path.to_string_lossy().into_owned()).collect::<Vec<_>>().join("\n")
}

/// The title of the standard questions, in Chinese and in English.
pub(super) fn titles(name: &str) -> (String, String) {
    (format!("{name}：项目支出绩效自评与部门决算"), format!("{name}: self-evaluated projects and final accounts"))
}
