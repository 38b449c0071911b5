//! The year of documents that name none: many bureaus sort papers into a folder a year, and the paper
//! itself says only 年度. The folder is asked last, never against the paper, and with a note.

use crate::problem::{Code, Problem, said};
use crate::records::Reading;
use crate::values::{Place, half_width};

/// Gives the records of the document `name` the year of the folder it lies in, where none of them has
/// a year; tells it with a note.
pub(super) fn dated(reading: &mut Reading, name: &str) {
    let years = reading.projects.iter().map(|row| row.year).chain(reading.accounts.iter().map(|row| row.year));
    let years: Vec<Option<i32>> = years.collect();
    if years.is_empty() || years.iter().any(Option::is_some) {
        return;
    }
    let Some((folder, year)) = folder_year(name) else { return };
    reading.projects.iter_mut().for_each(|row| row.year = Some(year));
    reading.funding.iter_mut().for_each(|row| row.year = Some(year));
    reading.indicators.iter_mut().for_each(|row| row.year = Some(year));
    reading.accounts.iter_mut().for_each(|row| row.year = Some(year));
    let message = said!(
        "文件中没有写明年度，按所在文件夹`{folder}`计为{year}年",
        "the document names no year; it is counted for {year}, as its folder `{folder}` says"
    );
    reading.problems.push(Problem::note(Code::YearFromFolder, Place::file(name), message));
}

/// The nearest folder of the file `name` that is called by a year, and the year.
fn folder_year(name: &str) -> Option<(&str, i32)> {
    let mut folders: Vec<&str> = name.split(['/', '\\']).collect();
    folders.pop();
    folders.into_iter().rev().find_map(|folder| Some((folder, spelled_year(folder)?)))
}

/// The one year that a name of a folder spells: `2020`, `2020年`, `2020年度决算`, `FY2020`, `二〇二〇年`.
/// Where it holds other figures, too, such as `2020-2021` or `2020-12`, it spells none for certain.
fn spelled_year(folder: &str) -> Option<i32> {
    let plain = half_width(folder);
    // 第一图书馆 holds a numeral, too: those count where there are no figures.
    let is_bare = !plain.contains(|c: char| c.is_ascii_digit());
    let plain = if is_bare { plain.chars().map(arabic).collect() } else { plain };
    let is_other = |c: char| !c.is_ascii_digit();
    let mut numerals = plain.split(is_other).filter(|digits| !digits.is_empty());
    let (digits, None) = (numerals.next()?, numerals.next()) else { return None };
    let year = digits.parse().ok().filter(|year| digits.len() == 4 && (1990..=2099).contains(year))?;
    let letters = plain.split(digits).next().unwrap_or_default();
    let letters: String =
        letters.chars().rev().take_while(char::is_ascii_alphabetic).collect::<Vec<_>>().into_iter().rev().collect();
    // `GB2021` is a number of something else.
    ["", "FY", "Y", "YEAR"].contains(&letters.to_ascii_uppercase().as_str()).then_some(year)
}

/// A Chinese numeral of a year as a digit, any other sign as it is.
fn arabic(sign: char) -> char {
    const NUMERALS: &str = "〇一二三四五六七八九";
    let sign = if matches!(sign, '○' | '零' | 'Ｏ') { '〇' } else { sign };
    let at = NUMERALS.chars().position(|numeral| numeral == sign).and_then(|at| u32::try_from(at).ok());
    at.and_then(|at| char::from_digit(at, 10)).unwrap_or(sign)
}

#[cfg(test)]
mod tests {
    use super::{folder_year, spelled_year};

    #[test]
    fn folders_spell_years_in_many_ways() {
        for folder in [
            "2020",
            "2020年",
            "2020年度",
            "2020 年度",
            "２０２０年",
            "FY2020",
            "fy 2020",
            "FY-2020",
            "2020年度部门决算",
            "2020决算",
            "绩效自评2020",
            "二〇二〇年",
            "二○二○年度",
            "二零二零年",
            "第一图书馆2020年",
            "2020_自评",
            "(2020)",
        ] {
            assert_eq!(spelled_year(folder), Some(2020), "{folder}");
        }
        for folder in [
            "",
            "图书馆",
            "2020-2021",
            "2020年-2021年",
            "2020-12",
            "20200315",
            "1984",
            "GB2020",
            "第2批",
            "2020年第2批",
            "202",
            "20201",
            "一中",
            "二十一中",
        ] {
            assert_eq!(spelled_year(folder), None, "{folder}");
        }
    }

    #[test]
    fn the_nearest_folder_counts_and_the_name_of_the_file_does_not() {
        assert_eq!(folder_year("2019/2020年/表.docx"), Some(("2020年", 2020)));
        assert_eq!(folder_year("2019/图书馆/表.docx"), Some(("2019", 2019)));
        assert_eq!(folder_year("2020.docx"), None);
        assert_eq!(folder_year("图书馆/2020.docx"), None);
    }
}
