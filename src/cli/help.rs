//! The command line with its help in the language that is spoken. The English stands with the arguments;
//! the Chinese is laid over it from a table.

use super::args::Args;
use super::help_zh::{ABOUT, ARGS, CHECK_CODES, EXIT_CODES, LIMITS, PLACEHOLDERS, PROCESS, VALUES, VERBS};
use crate::values::Lang;
use clap::{Arg, ArgAction, Command, CommandFactory as _};
use std::collections::BTreeMap;

/// Columns that a line of help may fill: it is set off by ten, and terminals have eighty or more.
const COLUMNS: usize = 68;

/// The command line, its help in `lang`.
pub(super) fn command(lang: Lang) -> Command {
    match lang {
        Lang::En => Args::command(),
        Lang::Zh => chinese(Args::command()),
    }
}

/// The whole command line in Chinese. Clap makes its own flags for help and version when it builds a
/// command, in English: here they are arguments like the others.
fn chinese(command: Command) -> Command {
    let verbs: Vec<String> = command.get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
    let mut command = told(command, "").disable_help_subcommand(true);
    for name in verbs {
        command = command.mut_subcommand(&name, |verb| told(verb, &name));
    }
    let usages = usages(&command);
    for (name, usage) in usages {
        command = match name.as_str() {
            "" => command.override_usage(usage),
            name => command.mut_subcommand(name, |verb| verb.override_usage(usage)),
        };
    }
    command
}

/// The usage of every verb and, under an empty name, of the whole.
fn usages(command: &Command) -> BTreeMap<String, String> {
    let mut built = command.clone();
    built.build();
    let root = (String::new(), usage(&mut built.clone()));
    let verbs = built.get_subcommands().map(|verb| (verb.get_name().to_owned(), usage(&mut verb.clone())));
    std::iter::once(root).chain(verbs).collect()
}

fn usage(command: &mut Command) -> String {
    let usage = command.render_usage().to_string();
    let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage);
    usage.replace("[OPTIONS]", "[选项]").replace("<COMMAND>", "<命令>")
}

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}\n";

/// One command, the whole or a verb, with its texts in Chinese.
fn told(command: Command, verb: &str) -> Command {
    let limits = command.get_arguments().filter(|arg| arg.get_id().as_str().starts_with("max_"));
    let limits: Vec<String> = limits.map(|arg| arg.get_id().to_string()).collect();
    let (about, more) =
        VERBS.iter().find(|(name, ..)| *name == verb).map_or((ABOUT, ""), |(_, line, more)| (line, *more));
    let codes = match verb {
        "check" => CHECK_CODES,
        "completions" => "",
        _ => EXIT_CODES,
    };
    let long = if more.is_empty() { about.to_owned() } else { format!("{about}\n\n{}", wrapped(more, COLUMNS + 10)) };
    let mut command = command
        .about(about)
        .long_about(long)
        .after_help(codes)
        .help_template(TEMPLATE)
        .subcommand_help_heading("命令")
        .next_line_help(!verb.is_empty())
        .disable_help_flag(true)
        .mut_args(|arg| argument(arg, verb, &limits))
        .arg(flag("help", 'h', ArgAction::Help));
    if verb.is_empty() {
        command = command.disable_version_flag(true).arg(flag("version", 'V', ArgAction::Version));
    }
    command
}

fn flag(name: &'static str, short: char, action: ArgAction) -> Arg {
    let help = of(&ARGS, name).unwrap_or_default();
    Arg::new(name).short(short).long(name).action(action).help(help).help_heading("选项")
}

fn argument(arg: Arg, verb: &str, limits: &[String]) -> Arg {
    let id = arg.get_id().to_string();
    let mut text = text(&id, verb).unwrap_or_default().to_owned();
    let values = arg.get_possible_values();
    if !arg.is_hide_possible_values_set() && arg.get_action().takes_values() && !values.is_empty() {
        for value in &values {
            text += &format!("\n- {}：{}", value.get_name(), meaning(&id, verb, value.get_name()).unwrap_or_default());
        }
    }
    let defaults: Vec<String> = arg.get_default_values().iter().map(|one| one.to_string_lossy().into_owned()).collect();
    if !defaults.is_empty() && arg.get_action().takes_values() {
        text += &format!("\n［默认：{}］", defaults.join("、"));
    }
    let heading = match () {
        () if limits.contains(&id) => LIMITS,
        () if arg.is_positional() => "参数",
        () => "选项",
    };
    let names: Vec<String> = arg.get_value_names().unwrap_or_default().iter().map(ToString::to_string).collect();
    let text: Vec<String> = text.lines().map(|line| wrapped(line, COLUMNS)).collect();
    let text = text.join("\n");
    let mut arg = arg.help(text.clone()).long_help(text).help_heading(heading);
    if arg.get_action().takes_values() {
        let given = if names.is_empty() { vec![id.to_uppercase()] } else { names };
        let placeholders: Option<Vec<&'static str>> = given.iter().map(|name| of(&PLACEHOLDERS, name)).collect();
        arg = arg.hide_possible_values(true).hide_default_value(true);
        arg = placeholders.into_iter().fold(arg, Arg::value_names);
    }
    arg
}

/// What stands under `name` in a table.
fn of(table: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    table.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// The Chinese of an argument: the verb's own, or what it means everywhere.
fn text(id: &str, verb: &str) -> Option<&'static str> {
    let all = |name: &str| of(&ARGS, name).or_else(|| of(&PROCESS, name));
    all(&format!("{verb}.{id}")).or_else(|| all(id))
}

/// The Chinese of a value of an argument.
fn meaning(id: &str, verb: &str, value: &str) -> Option<&'static str> {
    of(&VALUES, &format!("{verb}.{id}={value}")).or_else(|| of(&VALUES, &format!("{id}={value}")))
}

/// How many columns a sign fills on a terminal.
fn width(sign: char) -> usize {
    if matches!(sign, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '“' | '”')
    {
        2
    } else {
        1
    }
}

/// `text` on lines of at most `columns`: clap breaks lines at spaces, which Chinese has not. Words of
/// Latin letters stay whole, and no line begins with a closing sign.
fn wrapped(text: &str, columns: usize) -> String {
    const CLOSING: &str = "，。；：、）”！？］";
    let mut pieces: Vec<String> = Vec::new();
    for sign in text.chars() {
        let joins = pieces.last().and_then(|piece| piece.chars().next_back()).is_some_and(|before| {
            CLOSING.contains(sign)
                || "（“［".contains(before)
                || width(sign) == 1 && width(before) == 1 && before != ' '
        });
        match pieces.last_mut() {
            Some(piece) if joins => piece.push(sign),
            _ => pieces.push(sign.to_string()),
        }
    }
    let (mut out, mut filled) = (String::new(), 0);
    for piece in pieces {
        let needed: usize = piece.chars().map(width).sum();
        if filled > 0 && filled + needed > columns {
            out.push('\n');
            filled = 0;
            if piece == " " {
                continue;
            }
        }
        out += &piece;
        filled += needed;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Args, PLACEHOLDERS};
    use super::{VERBS, command, meaning, of, text, width, wrapped};
    use crate::values::Lang;
    use clap::CommandFactory as _;

    #[test]
    fn every_verb_flag_and_value_has_its_chinese() {
        let english = Args::command();
        let mut lacking = Vec::new();
        let mut seen = 0;
        let all = std::iter::once(&english).chain(english.get_subcommands().filter(|verb| !verb.is_hide_set()));
        for (at, verb) in all.enumerate() {
            let name = if at == 0 { "" } else { verb.get_name() };
            if at > 0 && !VERBS.iter().any(|(known, ..)| *known == name) {
                lacking.push(name.to_owned());
            }
            for arg in verb.get_arguments() {
                seen += 1;
                let id = arg.get_id().as_str();
                if text(id, name).is_none() {
                    lacking.push(format!("{name}.{id}"));
                }
                let values = arg.get_possible_values();
                let takes = arg.get_action().takes_values();
                lacking.extend(
                    values
                        .iter()
                        .map(clap::builder::PossibleValue::get_name)
                        .filter(|_| takes)
                        .filter(|value| meaning(id, name, value).is_none())
                        .map(|value| format!("{name}.{id}={value}")),
                );
                let written: Vec<String> =
                    arg.get_value_names().unwrap_or_default().iter().map(ToString::to_string).collect();
                let written = if written.is_empty() { vec![id.to_uppercase()] } else { written };
                let unnamed = written.into_iter().filter(|it| takes && of(&PLACEHOLDERS, it).is_none());
                lacking.extend(unnamed.map(|it| format!("{name}.{id} <{it}>")));
            }
        }
        assert!(seen > 40, "{seen}");
        assert!(lacking.is_empty(), "no Chinese in src/cli/help_zh.rs for {lacking:#?}");
    }

    #[test]
    fn the_chinese_command_line_is_sound_and_fits_a_terminal() {
        let mut chinese = command(Lang::Zh);
        chinese.clone().debug_assert();
        chinese.build();
        let whole = std::iter::once(chinese.clone());
        let verbs = chinese.get_subcommands().filter(|verb| !verb.is_hide_set()).cloned();
        for mut one in whole.chain(verbs.collect::<Vec<_>>()) {
            let help = one.render_long_help().to_string();
            for english in ["Usage", "Options", "Commands", "Arguments", "possible values", "default:", "Print"] {
                assert!(!help.contains(english), "{english} in {help}");
            }
            for line in help.lines() {
                assert!(line.chars().map(width).sum::<usize>() <= 80, "wider than 80 columns: {line}");
            }
        }
    }

    #[test]
    fn lines_break_between_chinese_signs_and_not_inside_words() {
        assert_eq!(wrapped("读取文件，再写出report.md。", 10), "读取文件，\n再写出\nreport.md。");
        assert_eq!(wrapped("短", 10), "短");
    }
}
