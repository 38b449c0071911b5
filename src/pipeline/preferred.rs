//! Which of two documents counts where they say the same: the formats that a pipeline prefers.

use super::located::Located;
use super::slips::unknown;
use super::spec::Fixed;
use crate::problem::{Code, Problem, said};
use crate::tables::FORMATS;
use crate::values::Place;

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
            problems.push(unknown(source, written, ("格式", "format"), &FORMATS));
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
            problems.push(Problem::error(Code::PipelineTwice, place, message).hint(hint));
        }
        preferred = endings;
    }
    preferred
}
