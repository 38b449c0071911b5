//! Which language is spoken: the one that was typed, or else that of the system's locale.

use crate::values::Lang;

/// The variables that say what language a user speaks, the strongest first.
const LOCALE: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The language of messages and help: `--lang`, or the locale's, or English.
pub(super) fn of_messages(typed: Option<Lang>) -> Lang {
    typed.or_else(of_locale).unwrap_or(Lang::En)
}

/// The language of what is printed where no pipeline says one: `--lang`, or the locale's, or Chinese as
/// the documents are.
pub(super) fn of_data(typed: Option<Lang>) -> Lang {
    typed.or_else(of_locale).unwrap_or(Lang::Zh)
}

/// What the arguments say of the language before they are read, since help needs it, too.
pub(super) fn typed(arguments: impl Iterator<Item = String>) -> Option<Lang> {
    let mut arguments = arguments.take_while(|argument| argument != "--").peekable();
    let mut found = None;
    while let Some(argument) = arguments.next() {
        let value = match argument.strip_prefix("--lang") {
            Some("") => arguments.peek().cloned(),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => None,
        };
        found = match value.as_deref() {
            Some("zh") => Some(Lang::Zh),
            Some("en") => Some(Lang::En),
            _ => found,
        };
    }
    found
}

/// The language of the system's locale; none where it is the plain one of programs, or unset.
fn of_locale() -> Option<Lang> {
    let set = LOCALE.iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    named(&set?)
}

fn named(locale: &str) -> Option<Lang> {
    let language = locale.split(['_', '.', '@', '-']).next().unwrap_or_default();
    match language.to_ascii_lowercase().as_str() {
        "zh" => Some(Lang::Zh),
        "c" | "posix" | "" => None,
        _ => Some(Lang::En),
    }
}

#[cfg(test)]
mod tests {
    use super::{named, typed};
    use crate::values::Lang;

    #[test]
    fn locales_name_a_language() {
        for locale in ["zh_CN.UTF-8", "zh", "zh_TW", "zh-Hans", "ZH_CN.GB18030"] {
            assert_eq!(named(locale), Some(Lang::Zh), "{locale}");
        }
        for locale in ["en_US.UTF-8", "de_DE", "zhx"] {
            assert_eq!(named(locale), Some(Lang::En), "{locale}");
        }
        for locale in ["C", "C.UTF-8", "POSIX"] {
            assert_eq!(named(locale), None, "{locale}");
        }
    }

    #[test]
    fn the_language_is_heard_before_the_arguments_are_read() {
        let heard = |line: &str| typed(line.split(' ').map(str::to_owned));
        assert_eq!(heard("jixiao --lang zh run x"), Some(Lang::Zh));
        assert_eq!(heard("jixiao run x --lang=en"), Some(Lang::En));
        assert_eq!(heard("jixiao run x --lang"), None);
        assert_eq!(heard("jixiao run x --lang fr"), None);
        assert_eq!(heard("jixiao run -- --lang zh"), None);
        assert_eq!(heard("jixiao run --language zh"), None);
    }
}
