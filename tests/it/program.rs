//! The program as a user runs it: its output, its messages and its exit code.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// What a command gave.
pub struct Ran {
    /// Exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// The program, in the directory `folder`, without the colours and threads of this machine's setting.
pub fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
    command.current_dir(folder).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env("LC_ALL", "C");
    command
}

/// Runs the program in `folder`.
pub fn jixiao(folder: &Path, args: &[&str]) -> Ran {
    ran(program(folder).args(args).output().expect("the program starts"))
}

/// What `output` says.
pub fn ran(output: Output) -> Ran {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    Ran { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

/// The repository.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The project that `jixiao init` writes.
pub fn project() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let init = jixiao(folder.path(), &["init", "."]);
    assert_eq!(init.code, 0, "{}", init.err);
    folder
}

/// Every file under `folder` by its name from there, with its bytes, sorted; the cache aside.
pub fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    collect(folder, folder, &mut found);
    found.sort();
    found
}

/// Names of the files under `folder`, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    files(folder).into_iter().map(|(name, _)| name).collect()
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.ends_with(".jixiao") {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, found);
        } else {
            let name = path.strip_prefix(root).expect("inside").to_string_lossy().into_owned();
            found.push((name, fs::read(&path).expect("a file")));
        }
    }
}
