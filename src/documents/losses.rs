//! What a reader lost on the way, or chose not to read, told as problems: none of it may pass in
//! silence.

use crate::documents::{Source, Spot};
use crate::problem::{Code, Problem, Said, said};
use crate::values::Place;

/// What stands for bytes that are no text in their encoding.
const LOST: char = '\u{fffd}';

/// The problem of a text of which some bytes could not be decoded.
pub(super) fn unreadable(file: &str, text: &str, encoding: &str) -> Option<Problem> {
    let (line, _) = (1_u32..).zip(text.split('\n')).find(|(_, line)| line.contains(LOST))?;
    let count = text.chars().filter(|c| *c == LOST).count();
    let message = said!(
        "有{count}个字符按{encoding}编码无法识别，显示为`{LOST}`；此处是第一个",
        "found {count} signs that are no text in {encoding}, shown as `{LOST}`; this is the first"
    );
    Some(Problem::doubt(Code::SignsLost, Place::line(file, line), message).hint(said!(
        "这些行的数字可能缺位：请与原文件核对，或将原文件另存为UTF-8编码",
        "the figures on these lines may lack digits: compare them with the document, or save it anew in UTF-8"
    )))
}

/// The note of a sheet that a workbook hides.
pub(super) fn hidden_sheet(file: &str, name: &str) -> Problem {
    let message =
        said!("工作表`{}`已隐藏，未读取", "the sheet `{}` is hidden and was not read", crate::problem::shorten(name));
    Problem::note(Code::SheetHidden, Place::file(file), message)
        .hint(said!("如该表属于公开内容，请在工作簿中取消隐藏", "show it in the workbook if it was published"))
}

/// The note of rows and columns that a sheet hides.
pub(super) fn hidden_cells(source: &Source, sheet: u32, rows: usize, columns: usize) -> Problem {
    let message = said!(
        "有{rows}行、{columns}组列被隐藏，仍已读取",
        "{rows} rows and {columns} groups of columns are hidden; they were read all the same"
    );
    Problem::note(Code::CellsHidden, source.place(Spot { sheet, ..Spot::default() }), message)
}

/// The problems of formulas whose values a sheet does not hold: one for each of `spots`, and one for
/// the rest of all `count`.
pub(super) fn uncached(source: &Source, spots: &[Spot], count: usize) -> Vec<Problem> {
    let problem = |spot: &Spot, message: Said| {
        Problem::error(Code::FormulaUncached, source.place(*spot), message).hint(said!(
            "请用表格软件打开该文件并保存一次，公式即会计算",
            "open the file in a spreadsheet program and save it: that computes its formulas"
        ))
    };
    let message = || {
        said!(
            "此处是公式，没有存下计算结果；应有结果数值",
            "found a formula without its value, expected what it comes to"
        )
    };
    let mut problems: Vec<Problem> = spots.iter().map(|spot| problem(spot, message())).collect();
    if let (Some(last), true) = (spots.last(), count > spots.len()) {
        let message = said!(
            "此处以下还有{}个公式没有存下计算结果",
            "found {} more formulas without their values below this one",
            count - spots.len()
        );
        problems.push(problem(last, message));
    }
    problems
}

/// The doubt of numbers whose format has no reading here.
pub(super) fn unformatted(source: &Source, spot: Spot, count: usize) -> Problem {
    let message = said!(
        "有{count}个数字的显示格式无法解读，按所存数值读取，单元格所示可能不同；此处是第一个",
        "found {count} numbers with a format that has no reading here; their stored values were read, and the cells may show others; this is the first"
    );
    Problem::doubt(Code::FormatUnread, source.place(spot), message).hint(said!(
        "请在表格软件中查看该单元格所示数字，或改用普通数字格式后保存",
        "look at what the cell shows in a spreadsheet program, or give it a plain number format and save it"
    ))
}

/// The doubt of a workbook that says of itself that the values of its formulas may be old.
pub(super) fn stale(file: &str, count: usize) -> Problem {
    let message = said!(
        "工作簿要求重新计算，其中{count}个公式的数值可能是旧的",
        "found {count} formulas in a workbook that asks to be computed anew: their values may be old"
    );
    Problem::doubt(Code::FormulaStale, Place::file(file), message).hint(said!(
        "请用表格软件打开该文件并保存一次，公式即会计算",
        "open the file in a spreadsheet program and save it: that computes its formulas"
    ))
}

/// The note of text that was deleted with the changes tracked.
pub(super) fn deletions(file: &str, count: usize) -> Problem {
    let message = said!(
        "修订记录中有{count}处删除；已按接受修订后的文字读取",
        "found {count} deletions among tracked changes; the text was read as accepted"
    );
    Problem::note(Code::ChangesTracked, Place::file(file), message)
}

/// The problem of objects of other programs, whose figures only a picture shows.
pub(super) fn embedded(file: &str, count: usize) -> Problem {
    let message = said!(
        "有{count}个嵌入对象（如嵌入的电子表格）未读取",
        "found {count} embedded objects, such as tables of a workbook, that were not read"
    );
    Problem::doubt(Code::ObjectsEmbedded, Place::file(file), message).hint(said!(
        "请打开文件，把对象中的内容以文字形式粘贴进来",
        "open the document and paste what they hold as text"
    ))
}

/// The note of pictures, which may hold text.
pub(super) fn pictures(file: &str, count: usize) -> Problem {
    Problem::note(
        Code::Pictures,
        Place::file(file),
        said!("有{count}张图片，图中内容未读取", "found {count} pictures; what they show was not read"),
    )
}
