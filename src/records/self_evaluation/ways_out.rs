//! Ways out that several readers of forms name, and what running text cannot be read for.

use crate::problem::{Code, Problem, Said, said};
use crate::values::Place;

/// Where flowing text cannot be read for certain.
pub(super) fn other_format() -> Said {
    said!("请改读该文件的其他格式（DOCX、XLSX、HTML）", "read the document in another format (DOCX, XLSX, HTML)")
}

/// Where cells run into each other.
pub(super) fn borders_lost() -> Said {
    said!(
        "这些单元格的边线已丢失；请改读该文件的其他格式（DOCX、XLSX、HTML）",
        "the borders of these cells are lost; read the document in another format (DOCX, XLSX, HTML)"
    )
}

/// A total row whose numbers may be others.
pub(super) fn open_total(place: Place) -> Problem {
    let message = said!(
        "总分行名称之后的数字不能确定是分值和得分",
        "the numbers behind the label of the total row are not for certain its 分值 and 得分"
    );
    Problem::error(Code::TotalAmbiguous, place, message).hint(other_format())
}

/// A band without headings that the dictionaries know.
pub(super) fn unreadable_band(place: Place, which: &str) -> Problem {
    let message = said!(
        "应为“{which}”的各列表头，实际没有词典认识的表头",
        "expected the column headings of {which}, found none that the dictionaries know"
    );
    Problem::error(Code::HeadingUnreadable, place, message)
        .hint(said!("请把这些表头加入--labels所给的词典", "add the headings to a dictionary given with --labels"))
}
