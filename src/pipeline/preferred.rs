//! Which of two documents counts where they say the same: the formats that a pipeline prefers.

use super::files::nearest;
use super::located::Located;
use super::spec::Fixed;
use crate::problem::{Problem, said};
use crate::tables::FORMATS;
use crate::values::Place;
use toml::Spanned;

/// The formats that count where two documents say the same: those of the pipeline, or of its sources,
/// which must not say different things.
pub(super) fn preferred(source: &Located<'_>, fixed: &Fixed, problems: &mut Vec<Problem>) -> Vec<String> {
    let of_sources = fixed.sources.iter().map(|source| &source.prefer);
    let lists = std::iter::once(&fixed.prefer).chain(of_sources).filter(|list| !list.is_empty());
    let mut preferred: Vec<String> = Vec::new();
    for list in lists {
        let endings: Vec<String> = list.iter().map(|ending| ending.get_ref().to_lowercase()).collect();
        let strange = list.iter().zip(&endings).find(|(_, ending)| !FORMATS.contains(&ending.as_str()));
        if let Some((written, _)) = strange {
            problems.push(strange_format(source, written));
        } else if !preferred.is_empty() && preferred != endings {
            let place = list.first().map_or_else(|| Place::file(source.file), |first| source.place(&first.span()));
            let message = said!(
                "格式的先后应只写一种，前面已写了另一种",
                "expected one order of formats, found another before it"
            );
            let hint = said!(
                "`prefer`只写一次，对全部文件有效",
                "write `prefer` once: it holds for all documents of the pipeline"
            );
            problems.push(Problem::error("pipeline-twice", place, message).hint(hint));
        }
        preferred = endings;
    }
    preferred
}

fn strange_format(source: &Located<'_>, written: &Spanned<String>) -> Problem {
    let message = said!("应为格式的后缀，却是`{}`", "expected the ending of a format, found `{}`", written.get_ref());
    let problem = Problem::error("pipeline-unknown-name", source.place(&written.span()), message);
    match nearest(written.get_ref(), FORMATS.into_iter()) {
        Some(near) => problem.hint(said!("是否应为`{}`？", "did you mean `{}`?", near)),
        None => problem.hint(said!("可用：{}", "known: {}", FORMATS.join(", "))),
    }
}
