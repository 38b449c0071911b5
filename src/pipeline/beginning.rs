//! What `jixiao init` writes: where documents lie, a pipeline that asks the standard questions of them;
//! elsewhere a commented one with an invented document, so that the first run works and the second is
//! the reader's own. The two never mix.

use super::bounds::Bounds;
use super::example;
use super::excerpt::{Trouble, noted};
use super::files::plain;
use super::folders::{find, is_named_like_one};
use super::outcome::Outcome;
use super::questions::{of_analysis, of_chart};
use super::reader::Reader;
use super::reading::{Counted, years_of};
use super::standard::{name, titles};
use super::watch::Watch;
use crate::analyses::Analysis;
use crate::charts::Kind;
use crate::problem::{Code, Problem, Said, said};
use crate::values::{Lang, Place};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The commented pipeline, in both languages.
const PIPELINE: [(Lang, &str); 2] =
    [(Lang::Zh, include_str!("beginning/pipeline.zh.toml")), (Lang::En, include_str!("beginning/pipeline.en.toml"))];
/// Where they go, from the directory.
const EXAMPLE: [&str; 2] = ["pipelines/example.toml", example::NAME];

/// What is written beside documents that lie there already.
const OWN: &str = "pipelines/standard.toml";

/// Files to begin with.
pub struct Beginning {
    /// Each with its text; the pipeline first.
    pub files: Vec<(PathBuf, String)>,
    /// What lies in the directory.
    pub told: Said,
}

/// The documents in a directory: what a look at all of them gave.
#[derive(Default)]
struct Lying {
    /// How many were read, by the ending of their names.
    read: BTreeMap<String, usize>,
    /// Those without an ending, by their names.
    bare: Vec<String>,
    years: BTreeSet<i32>,
    /// Those that are named like documents and were not read, and why the first was not.
    refused: Vec<(String, Option<Problem>)>,
}

/// What to begin with in `folder`; comments are in `lang`, reports of its pipeline in `report`.
///
/// # Errors
///
/// Documents lie there and none can be read.
pub fn beginning(
    folder: &Path,
    lang: Lang,
    report: Lang,
    bounds: &Bounds,
    watch: &dyn Watch,
) -> Result<Beginning, Trouble> {
    let lying = if folder.is_dir() { lying(folder, bounds, watch)? } else { Lying::default() };
    let count: usize = lying.read.values().sum::<usize>() + lying.bare.len();
    let is_begun = EXAMPLE.iter().any(|name| folder.join(name).exists());
    if let (0, false, Some((_, Some(why)))) = (count, is_begun, lying.refused.first()) {
        let refused = lying.refused.len();
        let message =
            said!("此处有{refused}份文件，一份也无法读取", "{refused} documents lie here, and none can be read");
        let hint = said!(
            "请放入可读的文件再运行；要看示例，请在空目录中运行`jixiao init`",
            "put documents here that can be read; for the example run `jixiao init` with an empty directory"
        );
        let place = Place::file(folder.to_string_lossy().into_owned());
        return Err(vec![noted(why.clone()), noted(Problem::error(Code::NothingRead, place, message).hint(hint))]);
    }
    if count == 0 {
        let told = said!(
            "这里没有文件：写出一个带注释的流程和一份虚构的示例文件",
            "no documents lie here: a commented pipeline and an invented document to try it with"
        );
        let text = PIPELINE.iter().find(|(spoken, _)| *spoken == lang).map_or("", |(_, text)| *text);
        let [pipeline, document] = EXAMPLE.map(|name| folder.join(name));
        return Ok(Beginning {
            files: vec![(pipeline, spoken(&listed(text, lang), report)), (document, example::DOCUMENT.to_owned())],
            told,
        });
    }
    let told = told(&lying, count);
    let text = written(folder, &lying, &told, lang, report);
    Ok(Beginning { files: vec![(folder.join(OWN), text)], told })
}

/// A look at every document in `folder`, the invented one aside.
fn lying(folder: &Path, bounds: &Bounds, watch: &dyn Watch) -> Result<Lying, Trouble> {
    let reader = Reader::new(&[], bounds)?;
    let found: Vec<_> = find(&[folder.to_owned()]).into_iter().filter(|one| !example::is_it(&one.path)).collect();
    let (mut lying, mut done, all) = (Lying::default(), 0, found.len());
    reader.read_all(&found, Counted::No, |found, outcome| {
        done += 1;
        watch.progress("documents", done, all);
        match outcome {
            Outcome::Read(read) => {
                lying.years.extend(years_of(&read.reading));
                match found.path.extension() {
                    Some(ending) => *lying.read.entry(ending.to_string_lossy().into_owned()).or_default() += 1,
                    None => lying.bare.push(found.path.strip_prefix(folder).map(plain).unwrap_or_default()),
                }
            }
            Outcome::Refused(read) if is_named_like_one(&found.path) => {
                lying.refused.push((found.name.clone(), read.reading.problems.first().cloned()));
            }
            _ => {}
        }
        Ok::<(), Trouble>(())
    })?;
    Ok(lying)
}

/// How many documents of which formats and years lie there.
fn told(lying: &Lying, count: usize) -> Said {
    Said::each(|lang| {
        let comma = lang.pick("，", ", ");
        let of = |(ending, count): (&String, &usize)| format!("{count} .{ending}");
        let formats = lying.read.iter().map(of).collect::<Vec<_>>().join(comma);
        let years = lying.years.iter().map(i32::to_string).collect::<Vec<_>>().join(comma);
        let years = match (lang, years.is_empty()) {
            (Lang::Zh, true) => "没有写明年度".to_owned(),
            (Lang::En, true) => "no years named".to_owned(),
            (Lang::Zh, false) => format!("年度{years}"),
            (Lang::En, false) => format!("years {years}"),
        };
        let refused = match (lang, lying.refused.len()) {
            (_, 0) => String::new(),
            (Lang::Zh, refused) => format!("；{refused}份无法读取"),
            (Lang::En, refused) => format!("; {refused} that cannot be read"),
        };
        match lang {
            Lang::Zh => format!("{count}份文件（{formats}）；{years}{refused}"),
            Lang::En => format!("{count} documents ({formats}); {years}{refused}"),
        }
    })
}

/// A pipeline with the standard questions of the documents that lie in `folder`, to be put into
/// `folder/pipelines`.
fn written(folder: &Path, lying: &Lying, told: &Said, lang: Lang, report: Lang) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let patterns = lying.read.keys().map(|ending| format!("**/*.{ending}")).chain(lying.bare.iter().cloned());
    let patterns: String = patterns.map(|pattern| format!("    {},\n", quoted(&pattern))).collect();
    let (zh, en) = titles(&name(&[folder.to_owned()]));
    let years = lying.years.iter().map(i32::to_string).collect::<Vec<_>>().join(", ");
    let head = lang.pick(
        "# 对本目录中的文件提出全部标准问题。在空目录中运行`jixiao init`，可得到逐项注释的示例。",
        "# The standard questions of the documents in this directory. `jixiao init` with an empty directory\n\
         # writes an example in which every key is explained.",
    );
    let spoken = lang.pick(
        "# 终端和report.md的语言：zh或en；图和网页两种都有。",
        "# Language of the terminal and of report.md, `zh` or `en`; charts and page come in both.",
    );
    let source = lang.pick(
        "# 路径从pipelines/的上一级目录算起；**代表任意级目录。",
        "# Patterns start from the directory above `pipelines/`; `**` stands for any directories.",
    );
    let only = lang.pick("# 只取这些年度", "# these years only");
    let code = report.pick("zh", "en");
    let mut text = format!(
        "{head}\n\n# {}\n\n{spoken}\nlang = \"{code}\"\n\n[title]\nzh = {}\nen = {}\n\n{source}\n[[source]]\nfiles = [\n{patterns}]\n",
        told.in_lang(lang),
        quoted(&zh),
        quoted(&en)
    );
    if !years.is_empty() {
        text += &format!("# years = [{years}]    {only}\n");
    }
    for analysis in Analysis::ALL {
        text += &format!("\n# {}\n[[analysis]]\nname = \"{}\"\n", of_analysis(*analysis, lang), analysis.name());
    }
    for kind in Kind::ALL {
        text += &format!("\n# {}\n[[chart]]\nkind = \"{}\"\n", of_chart(*kind, lang), kind.name());
    }
    text
}

/// `text` with reports in the language `report`.
fn spoken(text: &str, report: Lang) -> String {
    text.replace("\nlang = \"zh\"\n", &format!("\nlang = \"{}\"\n", report.pick("zh", "en")))
}

/// `text` with all analyses and all charts listed where it says so.
fn listed(text: &str, lang: Lang) -> String {
    let line = |name: &str, question: &str| format!("#   {name:24} {question}\n");
    let analyses: String = Analysis::ALL.iter().map(|one| line(one.name(), of_analysis(*one, lang))).collect();
    let charts: String = Kind::ALL.iter().map(|one| line(one.name(), of_chart(*one, lang))).collect();
    text.replace("#   {analyses}\n", &analyses).replace("#   {charts}\n", &charts)
}

#[cfg(test)]
mod tests {
    use super::{PIPELINE, listed};
    use crate::analyses::Analysis;
    use crate::charts::Kind;

    #[test]
    fn the_example_says_the_same_in_both_languages_and_lists_everything() {
        let texts = PIPELINE.map(|(lang, text)| (lang, listed(text, lang)));
        let keys = |text: &str| text.lines().filter(|line| !line.starts_with('#')).map(bare).collect::<Vec<_>>();
        assert_eq!(keys(&texts[0].1), keys(&texts[1].1));
        for (lang, text) in texts {
            for name in Analysis::ALL.iter().map(|one| one.name()).chain(Kind::ALL.iter().map(|one| one.name())) {
                assert!(text.contains(&format!("#   {name} ")), "{name} is not listed in {lang:?}");
            }
            assert!(!text.contains('{') || !text.contains("{analyses}") && !text.contains("{charts}"));
        }
    }

    /// A line of TOML without its comment and blanks.
    fn bare(line: &str) -> String {
        line.split('#').next().unwrap_or_default().trim().to_owned()
    }
}
