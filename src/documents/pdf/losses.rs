//! What a PDF shows that is not read: pages that are pictures, and signs whose meaning it does not
//! tell.

use crate::documents::pdf::layout::Doubt;
use crate::documents::pdf::pages::Page;
use crate::documents::pdf::pictures::pictures;
use crate::documents::pdf::weight::Marks;
use crate::documents::{Source, Spot};
use crate::problem::{Code, Problem, said};
use crate::values::Place;

/// A picture with fewer points than this does not fill a page: A4 at 72 points an inch has 500,000.
const PAGE_POINTS: u64 = 400_000;

/// A page number and its dress, stamped on a scanned page, has no more signs.
const STAMP: usize = 12;

/// The problems of a PDF that was read, by page.
pub(super) fn problems(file: &str, bytes: &[u8], pages: &[Page]) -> Vec<Problem> {
    let source = Source::new(file);
    let place = |page: &Page| source.place(Spot { page: page.number, ..Spot::default() });
    let mut problems = Vec::new();
    // Which picture stands on which page is not told, so a page counts as scanned if it has no text
    // and the file has a picture as large as a page.
    let mut bare = pages.iter().filter(|page| is_bare(page)).peekable();
    if bare.peek().is_some() && pictures(bytes).any(|points| points >= PAGE_POINTS) {
        problems.extend(bare.map(|page| {
            let number = page.number;
            let message = said!("第{number}页没有文字，而文件中有整页大小的图片：该页是扫描件或空白页", "found no text on page {number} in a file with pictures as large as a page: it is scanned, or blank"
            );
            Problem::doubt(Code::PageScanned, place(page), message).hint(
                said!("请查看该页：若页上有内容，则此处缺失；请对照原件录入，或向公开单位索取原文件", "look at the page: if something stands on it, it is missing here; read it off the paper, or ask the publisher for the document itself"),
            )
        }));
    }
    for page in pages {
        let unknown = page.glyphs.iter().filter(|glyph| is_unknown(glyph.sign)).count();
        if unknown > 0 {
            let message = said!(
                "有{unknown}个字符的字体没有说明其含义；应为文字",
                "found {unknown} signs whose font does not tell what they mean, expected text"
            );
            problems.push(Problem::error(Code::SignsUnknown, place(page), message).hint(said!(
                "请把该页打印成新的PDF，或与原件核对数字",
                "print the page to a new PDF, or compare its figures with the paper"
            )));
        }
    }
    for page in pages.iter().filter(|page| page.outside > 0) {
        let message =
            said!("有{}个字符在页面之外，未读取", "found {} signs off the paper, which were not read", page.outside);
        problems.push(Problem::note(Code::SignsOutside, place(page), message));
        if page.is_cut {
            let message = said!(
                "有文字越出页面边缘：本页可能只是一张更宽的表的一部分",
                "found words that run over the edge of the paper: this may be a part of a wider sheet"
            );
            problems.push(Problem::doubt(Code::PageCut, place(page), message).hint(
                said!("同一行的内容可能分在几页上：请索取电子表格，或按页宽缩放后打印", "what belongs on one row may stand on several pages: ask for the workbook, or print it fitted to the width of a page"),
            ));
        }
    }
    problems
}

/// The problems of what a file holds beside the text of its pages.
pub(super) fn beside(file: &str, marks: Marks) -> Vec<Problem> {
    let mut problems = Vec::new();
    if marks.fields + marks.notes > 0 {
        let message = said!(
            "页面上有{}个填写框和{}处批注，其中文字未读取",
            "found {} boxes to fill in and {} notes on the pages, whose text was not read",
            marks.fields,
            marks.notes
        );
        problems.push(Problem::doubt(Code::AnnotationsUnread, Place::file(file), message).hint(said!(
            "请把文件打印成新的PDF，使其成为页面内容",
            "print the file to a new PDF: that makes them part of its pages"
        )));
    }
    if marks.damaged > 0 {
        let message = said!(
            "有{}段压缩数据已损坏，只读取到损坏处",
            "found {} packed parts that are damaged; they were read as far as they go",
            marks.damaged
        );
        problems.push(Problem::doubt(Code::StreamDamaged, Place::file(file), message).hint(said!(
            "页面内容可能缺失：请重新下载，或打开后打印成新的PDF",
            "something may be missing from its pages: download it again, or open it and print it to a new PDF"
        )));
    }
    if marks.unseen > 0 {
        let message = said!(
            "有不显示的文字，如文字识别放在页面图片之下的文字",
            "found text without ink, as a text recognition puts it below the picture of a page"
        );
        problems.push(
            Problem::doubt(Code::TextUnseen, Place::file(file), message).hint(said!(
                "已读取；请与页面所示数字核对",
                "it was read; compare its figures with what the pages show"
            )),
        );
    }
    problems
}

/// The problem of what is not certain about a table.
pub(super) fn doubt(file: &str, doubt: Doubt) -> Problem {
    let source = Source::new(file);
    match doubt {
        Doubt::LineMissing { page, table, row } => {
            let row = u32::try_from(row).unwrap_or(0);
            let place = source.place(Spot { page, table, row, ..Spot::default() });
            let message = said!(
                "几行的数字之间没有表格线；应每格一个数字",
                "found figures of several rows without a line between them, expected one in each cell"
            );
            Problem::doubt(Code::LineMissing, place, message)
                .hint(said!("已按各数字所在的行读取：请查看", "each was read for the row it stands in: look at them"))
        }
        Doubt::RowCut { page, table, row } => {
            let row = u32::try_from(row).unwrap_or(0);
            let place = source.place(Spot { page, table, row, ..Spot::default() });
            let message = said!(
                "页首有一行没有名称：可能是单独一行，也可能是上一行的续行",
                "found a row without a label at the head of a page: it is one of its own, or the rest of the row before"
            );
            Problem::doubt(Code::RowCut, place, message)
                .hint(said!("已作为单独一行读取：请查看该页", "it was read as a row of its own: look at the page"))
        }
    }
}

/// Whether a page shows no text beside a page number.
fn is_bare(page: &Page) -> bool {
    let dress = |sign: char| sign.is_ascii_digit() || "-—－–第页共/".contains(sign);
    page.glyphs.len() <= STAMP && page.glyphs.iter().all(|glyph| dress(glyph.sign))
}

/// Whether a sign stands for nothing: the mark for what could not be told, or a place in the private
/// area that is not one of the ticks and bullets of Microsoft's fonts of signs.
fn is_unknown(sign: char) -> bool {
    matches!(sign, '\u{fffd}' | '\u{e000}'..='\u{efff}' | '\u{f100}'..='\u{f8ff}')
}
