//! Two languages: every problem is told in Chinese and in English, and so is every screen that a planner
//! meets, whatever this machine's locale.

use crate::program::{Ran, jixiao, program, ran, repository};
use jixiao::pipeline::{Bounds, Counted, Reader};
use jixiao::problem::Problem;
use jixiao::values::Lang;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Whether `text` holds a Chinese sign.
fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { files_below(&path, found) } else { found.push(path) }
    }
}

/// The arguments of the call whose bracket opens at `open`, strings and brackets in them kept whole.
fn arguments(text: &str, open: usize) -> Vec<String> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    let mut all = vec![String::new()];
    for sign in text[open..].chars() {
        match sign {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted => depth -= 1,
            ',' if !quoted && depth == 1 => {
                all.push(String::new());
                continue;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
        all.last_mut().unwrap().push(sign);
    }
    all.into_iter().map(|one| one.trim_start_matches('(').trim().to_owned()).filter(|one| !one.is_empty()).collect()
}

/// Where in `text`, the code of a file, a problem or a hint is made of English alone.
fn english_alone(text: &str) -> Vec<String> {
    let is_plain = |said: &str| said.starts_with('"') || said.starts_with("format!(") || said.ends_with(".to_string()");
    let mut found = Vec::new();
    for call in ["Problem::error(", "Problem::doubt(", "Problem::note(", ".hint("] {
        for (at, _) in text.match_indices(call) {
            let Some(last) = arguments(text, at + call.len() - 1).pop() else { continue };
            // What was put into a name before is looked for above.
            let name = format!("let {last} =");
            let made = text[..at].rfind(&name).map(|from| text[from + name.len()..].trim_start().to_owned());
            if is_plain(&last) || made.as_deref().is_some_and(is_plain) {
                found.push(format!("line {}: {call}..., {last})", text[..at].matches('\n').count() + 1));
            }
        }
    }
    found
}

#[test]
fn no_problem_is_made_of_english_alone() {
    let mut sources = Vec::new();
    files_below(&repository().join("src"), &mut sources);
    let (mut calls, mut lacking) = (0, Vec::new());
    for path in sources.iter().filter(|path| path.extension().is_some_and(|end| end == "rs")) {
        let text = fs::read_to_string(path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        calls += code.matches("Problem::").count();
        lacking.extend(english_alone(code).into_iter().map(|one| format!("{}: {one}", path.display())));
    }
    println!("{calls} places that make a problem, {} in English alone", lacking.len());
    assert!(calls > 120, "{calls}");
    assert!(lacking.is_empty(), "problems in English alone; `said!` takes both texts: {lacking:#?}");
    // The test sees what it is to see.
    assert_eq!(english_alone("Problem::error(\"x\", place, \"found it\")").len(), 1);
    assert_eq!(
        english_alone("let message = format!(\"found {it}\");\nProblem::note(\"x\", place(a, b), message)").len(),
        1
    );
    assert_eq!(english_alone("Problem::error(\"x\", place, said!(\"有\", \"found it\")).hint(\"look\")").len(), 1);
}

#[test]
fn every_problem_of_every_document_at_hand_is_told_in_chinese() {
    let mut files = Vec::new();
    for folder in ["data/raw", "tests/cases/documents", "tests/cases/records", "tests/cases/families"] {
        files_below(&repository().join(folder), &mut files);
    }
    let is_document = |path: &PathBuf| {
        path.extension()
            .is_some_and(|end| !["toml", "expected", "csv", "md"].contains(&end.to_str().unwrap_or_default()))
    };
    let reader = Reader::new(&[], &Bounds::default()).expect("dictionaries");
    let mut told: BTreeMap<&'static str, usize> = BTreeMap::new();
    for path in files.iter().filter(|path| is_document(path)) {
        let read = reader.read(path, "document", Counted::No);
        for problem in &read.reading.problems {
            *told.entry(problem.code.as_str()).or_default() += 1;
            assert!(is_chinese(problem.message.in_lang(Lang::Zh)), "{problem}");
            assert!(!problem.message.in_lang(Lang::En).contains('，'), "{problem}");
            let hint = problem.hint.as_ref().map_or("无", |hint| hint.in_lang(Lang::Zh));
            assert!(is_chinese(hint), "{problem}: {hint}");
        }
    }
    println!("{} problems of {} codes: {told:?}", told.values().sum::<usize>(), told.len());
    assert!(told.len() >= 12, "{told:?}");
}

#[test]
fn a_problem_keeps_both_languages_on_its_way() {
    let reader = Reader::new(&[], &Bounds::default()).expect("dictionaries");
    let read = reader.read(&repository().join("tests/cases/documents/encrypted.pdf"), "加密.pdf", Counted::No);
    let problem = read.reading.problems.first().expect("a problem");
    let json = serde_json::to_value(problem).expect("JSON");
    assert_eq!(json["message"].as_str(), Some(problem.message.in_lang(Lang::En)));
    assert_eq!(json["message_zh"].as_str(), Some(problem.message.in_lang(Lang::Zh)));
    assert!(is_chinese(json["hint_zh"].as_str().expect("a hint")), "{json}");
    let back: Problem = serde_json::from_value(json).expect("a problem");
    assert_eq!(&back, problem);
    assert!(problem.in_lang(Lang::Zh).starts_with("错误：加密.pdf：PDF已加密"), "{}", problem.in_lang(Lang::Zh));
    assert!(problem.to_string().starts_with("error: 加密.pdf: found a PDF that is encrypted"), "{problem}");
}

/// Runs the program where the system speaks Chinese.
fn zh(folder: &Path, args: &[&str]) -> Ran {
    ran(program(folder).env("LC_ALL", "zh_CN.UTF-8").args(args).output().expect("the program starts"))
}

/// Asserts that every line a planner reads is Chinese: names, numbers and quotes aside.
fn all_chinese(text: &str) {
    for line in text.lines().filter(|line| line.chars().filter(char::is_ascii_alphabetic).count() > 30) {
        assert!(is_chinese(line), "no Chinese: {line}\nin {text}");
    }
}

#[test]
fn help_and_messages_follow_the_flag_and_then_the_locale() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let at = folder.path();
    for verb in ["cells", "records", "check", "ingest", "table", "run", "init", "completions"] {
        let help = zh(at, &[verb, "--help"]);
        assert!(help.code == 0 && help.out.contains("用法：jixiao ") && help.out.contains("选项"), "{}", help.out);
        all_chinese(&help.out);
        assert_eq!(help.out, jixiao(at, &["--lang", "zh", verb, "--help"]).out);
        assert_eq!(help.out, zh(at, &["help", verb]).out);
        let english = zh(at, &[verb, "--help", "--lang=en"]);
        assert!(
            english.out.contains("Usage: jixiao ") && !is_chinese(&english.out.replace("中文", "")),
            "{}",
            english.out
        );
    }
    assert!(zh(at, &["--help"]).out.contains("退出码"));
    let missing = zh(at, &["records", "没有.txt"]);
    assert!(
        missing.code == 2 && missing.err.contains("未能读取：没有.txt：应为文件，实际没有这个名称"),
        "{}",
        missing.err
    );
    assert!(missing.err.contains("办法：请检查名称和目录"), "{}", missing.err);
    let english = zh(at, &["records", "没有.txt", "--lang", "en"]);
    assert!(english.err.contains("refused: 没有.txt: expected a file"), "{}", english.err);
    let usage = zh(at, &["run"]);
    assert!(usage.code == 2 && usage.err.contains("jixiao run [选项] <流程|路径>"), "{}", usage.err);
}

#[test]
fn an_empty_folder_pictures_and_a_mixed_folder_are_told_in_both_languages() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let at = folder.path();
    for name in ["空", "图", "混"] {
        fs::create_dir(at.join(name)).expect("made");
    }
    fs::write(at.join("图/a.png"), b"\x89PNG\r\n\x1a\n0000").expect("written");
    fs::write(at.join("图/b.jpg"), b"\xFF\xD8\xFF0000").expect("written");
    let copy = |from: &str, to: &str| {
        fs::copy(repository().join("tests/cases/documents").join(from), at.join(to)).expect("copied");
    };
    copy("forms-2024.docx", "混/自评.docx");
    copy("accounts.xlsx", "混/决算.xlsx");
    copy("encrypted.pdf", "混/加密.pdf");
    fs::write(at.join("混/a.png"), b"\x89PNG\r\n\x1a\n0000").expect("written");
    for verb in ["run", "check", "records"] {
        let empty = zh(at, &[verb, "空"]);
        assert!(empty.code == 2, "{verb}: {}", empty.err);
        assert!(
            (empty.out.clone() + &empty.err).contains("应有文件，实际是空目录"),
            "{verb}: {}{}",
            empty.out,
            empty.err
        );
        let english = jixiao(at, &["--lang", "en", verb, "空"]);
        let both = english.out + &english.err;
        assert!(both.contains("expected documents, found an empty directory"), "{verb}: {both}");
        let pictures = zh(at, &[verb, "图"]);
        assert!(pictures.code == 2 || verb == "check", "{verb}: {}", pictures.err);
        all_chinese(&pictures.err);
        let mixed = zh(at, &[verb, "混"]);
        assert!((mixed.out.clone() + &mixed.err).contains("PDF已加密"), "{verb}: {}{}", mixed.out, mixed.err);
        all_chinese(&mixed.err);
    }
}

#[test]
fn init_finds_documents_of_every_format_and_their_years_and_lists_all_questions() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let at = folder.path();
    fs::create_dir_all(at.join("件/2020年")).expect("made");
    let copy = |from: &str, to: &str| {
        fs::copy(repository().join("tests/cases/documents").join(from), at.join("件").join(to)).expect("copied");
    };
    copy("forms-2020.xls", "2020年/自评.XLS");
    copy("forms-2024.docx", "自评.docx");
    copy("accounts.ods", "决算.ods");
    copy("encrypted.pdf", "加密.pdf");
    let init = zh(at, &["init", "件"]);
    assert_eq!((init.code, init.out.trim()), (0, "件/pipelines/standard.toml"), "{}", init.err);
    assert!(init.err.contains("3份文件") && init.err.contains("1份无法读取"), "{}", init.err);
    assert!(init.err.contains("2020") && init.err.contains("2024"), "{}", init.err);
    let text = fs::read_to_string(at.join("件/pipelines/standard.toml")).expect("written");
    for pattern in ["**/*.XLS", "**/*.docx", "**/*.ods"] {
        assert!(text.contains(pattern), "{text}");
    }
    for name in jixiao::analyses::Analysis::ALL.iter().map(|one| one.name()) {
        assert!(text.contains(&format!("[[analysis]]\nname = \"{name}\"")), "{name}: {text}");
    }
    for name in jixiao::charts::Kind::ALL.iter().map(|one| one.name()) {
        assert!(text.contains(&format!("[[chart]]\nkind = \"{name}\"")), "{name}: {text}");
    }
    assert!(text.lines().filter(|line| line.starts_with("# ")).all(is_chinese), "{text}");
    assert!(!at.join("件/data").exists(), "the invented example stays away");
    let none = zh(at, &["init", "."]);
    assert_eq!(none.code, 0, "documents further down are found: {}", none.err);
    let shut = tempfile::tempdir().expect("a temporary directory");
    fs::copy(repository().join("tests/cases/documents/encrypted.pdf"), shut.path().join("加密.pdf")).expect("copied");
    let refused = zh(shut.path(), &["init", "."]);
    assert!(refused.code == 2 && refused.err.contains("一份也无法读取"), "{}", refused.err);
    assert!(!shut.path().join("pipelines").exists());
}

#[test]
fn the_invented_example_never_mixes_with_ones_own_documents() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let at = folder.path();
    assert_eq!(jixiao(at, &["init", "."]).code, 0);
    assert_eq!(jixiao(at, &["table", ".", "projects", "--csv"]).out.lines().count(), 3, "alone it is read");
    fs::copy(repository().join("tests/cases/documents/forms-2024.docx"), at.join("data/自评.docx")).expect("copied");
    let own = jixiao(at, &["table", ".", "projects", "--csv"]);
    assert!(own.out.lines().count() > 3 && !own.out.contains("示例区图书馆"), "{}", own.out);
    let init = jixiao(at, &["init", "."]);
    assert_eq!((init.code, init.out.trim()), (0, "./pipelines/standard.toml"), "{}", init.err);
    let asked = jixiao(at, &["table", "pipelines/standard.toml", "projects", "--csv"]);
    assert_eq!(asked.out, own.out);
}

#[test]
fn the_year_of_a_folder_counts_where_the_paper_names_none_and_never_against_it() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let at = folder.path();
    let text = fs::read_to_string(repository().join("src/pipeline/beginning/document.txt")).expect("there");
    let bare = text.replace("（2024 年度）", "");
    assert_ne!(bare, text);
    let years = |folder: &str, text: &str| -> Vec<String> {
        fs::create_dir_all(at.join(folder)).expect("made");
        fs::write(at.join(folder).join("表.txt"), text).expect("written");
        let ran = jixiao(at, &["table", folder, "projects", "--json"]);
        let rows: serde_json::Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.err));
        rows.as_array().unwrap().iter().map(|row| row["year"].to_string()).collect()
    };
    for folder in ["2021", "2021年", "2021年度", "FY2021", "二〇二一年", "2021年度绩效自评"] {
        assert_eq!(years(folder, &bare), ["2021", "2021"], "{folder}");
        assert_eq!(years(folder, &text), ["2024", "2024"], "never against the paper: {folder}");
    }
    for folder in ["2020-2021", "二十一", "图书馆"] {
        assert_eq!(years(folder, &bare), ["null", "null"], "{folder}");
    }
    fs::write(at.join("2021年/表.txt"), &bare).expect("written");
    let told = jixiao(at, &["-v", "records", "2021年"]);
    assert!(told.err.contains("note: 2021年/表.txt: the document names no year"), "{}", told.err);
}
