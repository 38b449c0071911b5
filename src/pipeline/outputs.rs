//! What a run writes, and what earlier runs wrote: tables, pages and pictures that lie among the documents
//! and are none.
//!
//! Only a manifest says what was written, so a page of somebody else is read like any other.

use crate::problem::{Said, said};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf, absolute};

/// One file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Output {
    /// Its name from the root of the target, `/` between parts.
    pub(super) name: String,
    /// Number of its bytes.
    pub(super) bytes: u64,
    /// Their checksum, hexadecimal.
    pub(super) sha256: String,
}

/// Name of the manifest among the outputs.
pub(super) const NAME: &str = "manifest.json";

/// What is said of an output.
pub(super) fn output() -> Said {
    said!(
        "以前运行的产物，旁边的清单（manifest.json）列有此文件",
        "an output of an earlier run, which the manifest beside it lists"
    )
}

/// Bytes of a manifest that is looked into.
const MOST_BYTES: u64 = 64 << 20;

/// The outputs that the manifests of some directories list.
#[derive(Debug, Default)]
pub(super) struct Outputs {
    looked_into: BTreeSet<PathBuf>,
    /// Their absolute paths.
    written: BTreeSet<PathBuf>,
}

impl Outputs {
    /// Learns what the manifest in `folder` lists, and those in the directories above it.
    pub(super) fn look_above(&mut self, folder: &Path) {
        let Ok(full) = absolute(folder) else { return };
        full.ancestors().for_each(|folder| self.look_into(folder));
    }

    /// Learns what the manifest in `folder` lists, where one lies there.
    pub(super) fn look_into(&mut self, folder: &Path) {
        let Ok(folder) = absolute(folder) else { return };
        if !self.looked_into.insert(folder.clone()) {
            return;
        }
        let path = folder.join(NAME);
        // A pipe of that name would be waited for.
        let is_file = path.symlink_metadata().is_ok_and(|found| found.is_file() && found.len() <= MOST_BYTES);
        let Some(text) = is_file.then(|| fs::read_to_string(&path).ok()).flatten() else { return };
        let names: Vec<String> = listed(&text).into_iter().map(|output| output.name).collect();
        // The report lies beside the manifest, so its name says how names lead from the root to here.
        let Some(prefix) = names.iter().find_map(|name| name.strip_suffix("report.md")) else { return };
        let root = folder.ancestors().nth(Path::new(prefix).components().count());
        let root = root.filter(|root| root.join(prefix) == folder);
        for name in &names {
            let beside = name.strip_prefix(prefix).map(|rest| folder.join(rest));
            self.written.extend(beside.or_else(|| Some(root?.join(name))));
        }
        self.written.insert(path);
    }

    /// Whether the file at `path` is one of them.
    pub(super) fn hold(&self, path: &Path) -> bool {
        absolute(path).is_ok_and(|path| self.written.contains(&path))
    }
}

/// The outputs that an earlier manifest lists; none where it cannot be read.
pub(super) fn listed(text: &str) -> Vec<Output> {
    let Ok(manifest) = serde_json::from_str::<Value>(text) else { return Vec::new() };
    // Other programs have manifests, too.
    if manifest["tool"]["name"] != env!("CARGO_PKG_NAME") {
        return Vec::new();
    }
    let outputs = manifest["outputs"].as_array().cloned().unwrap_or_default();
    let output = |output: &Value| {
        let text = |key: &str| Some(output[key].as_str()?.to_owned());
        // Nothing rests on the number of bytes but a shorter way to a difference.
        let bytes = output["bytes"].as_u64().unwrap_or_default();
        Some(Output { name: text("file")?, bytes, sha256: text("sha256")? })
    };
    outputs.iter().filter_map(output).collect()
}
