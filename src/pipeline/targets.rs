//! Where outputs go: directories below the project's, whatever a pipeline says.

use super::located::Located;
use super::spec::Output;
use crate::problem::{Code, Problem, said};
use std::path::{Component, Path, PathBuf};
use toml::Spanned;

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

impl Target {
    /// Everything below the directory `root`, which a user named.
    pub(super) fn given(root: &Path) -> Self {
        Self { root: root.to_owned(), out: String::new(), charts: "charts".to_owned() }
    }
}

/// Where the pipeline called `name` in the project at `root` says that outputs go.
pub(super) fn target(
    source: &Located<'_>,
    written: &Output,
    root: &Path,
    name: &str,
    problems: &mut Vec<Problem>,
) -> Target {
    let mut told = |dir: Option<&Spanned<String>>, usual| {
        below(source, dir, usual, name).unwrap_or_else(|problem| {
            problems.push(problem);
            String::new()
        })
    };
    let (out, charts) = (told(written.dir.as_ref(), "out"), told(written.charts.as_ref(), "charts"));
    Target { root: root.to_owned(), out, charts }
}

/// The directory of the pipeline called `name` in the one that is `written`, or in the `usual` one.
///
/// # Errors
///
/// It does not lie below the project's directory.
fn below(source: &Located<'_>, written: Option<&Spanned<String>>, usual: &str, name: &str) -> Result<String, Problem> {
    let dir = written.map_or(usual, |dir| dir.get_ref());
    let place = written.map_or_else(|| source.place(&(0..0)), |dir| source.place(&dir.span()));
    let mut parts: Vec<String> = Vec::new();
    let is_down = Path::new(dir).components().all(|part| match part {
        Component::Normal(part) => {
            parts.push(part.to_string_lossy().into_owned());
            true
        }
        Component::CurDir => true,
        Component::ParentDir | Component::RootDir | Component::Prefix(_) => false,
    });
    if dir.is_empty() || !is_down {
        let message =
            said!("应为项目目录之下的目录，实际为`{dir}`", "expected a directory below the project's, found `{dir}`");
        let problem = Problem::error(Code::OutputElsewhere, place, message);
        return Err(problem.hint(said!(
            "项目目录本身写`.`；要写到别处，请用`--out 目录`",
            "write `.` for the project's directory itself; `--out DIR` writes anywhere"
        )));
    }
    let mut in_name = Path::new(name).components();
    if !matches!((in_name.next(), in_name.next()), (Some(Component::Normal(_)), None)) {
        let message = said!(
            "流程名应可作目录名，实际为`{name}`",
            "expected a pipeline whose name can be that of a directory, found `{name}`"
        );
        let problem = Problem::error(Code::PipelineName, place, message);
        return Err(problem.hint(said!("请给文件换个名称", "give the file another name")));
    }
    parts.push(name.to_owned());
    Ok(parts.join("/"))
}

/// `name` in `folder`, which may be empty.
pub(super) fn inside(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
