//! What is said of names in a pipeline that nothing has, or that stand there twice.

use super::files::nearest;
use super::located::Located;
use crate::problem::{Code, Problem, said};
use toml::Spanned;

/// What is said of a name that nothing has.
pub(super) fn unknown(
    source: &Located<'_>,
    name: &Spanned<String>,
    (zh, what): (&str, &str),
    known: &[&str],
) -> Problem {
    let (article, found) = (article(what), name.get_ref());
    let message = said!("应为{zh}名称，实际为`{found}`", "expected the name of {article} {what}, found `{found}`");
    let problem = Problem::error(Code::PipelineUnknownName, source.place(&name.span()), message);
    hinted(problem, name.get_ref(), known)
}

/// `problem` with the nearest of the `known` names, or all of them.
pub(super) fn hinted(problem: Problem, name: &str, known: &[&str]) -> Problem {
    match nearest(name, known.iter().copied()) {
        Some(near) => problem.hint(said!("是否应为`{near}`？", "did you mean `{near}`?")),
        None => problem.hint(said!("可用的有：{}", "known: {}", known.join(", "))),
    }
}

/// What is said of a name that stands twice.
pub(super) fn twice(source: &Located<'_>, name: &Spanned<String>) -> Problem {
    let message = said!("`{}`：应只写一次，实际重复", "`{}`: expected once, found again", name.get_ref());
    Problem::error(Code::PipelineTwice, source.place(&name.span()), message)
}

/// The article before `noun`.
fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}
