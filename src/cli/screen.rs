//! Standard output for data, standard error for messages, and what colour is for.

use super::args::Color;
use super::spoken;
use crate::problem::Severity;
use crate::values::{Lang, plain_json, plain_styled};
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use std::io::{IsTerminal as _, Write as _};

/// The two streams of a command.
pub(super) struct Screen {
    color: ColorChoice,
    /// Whether to say more than usual.
    pub(super) verbose: bool,
    /// The language that was typed, which goes before that of a pipeline.
    pub(super) typed: Option<Lang>,
    /// The language of messages.
    pub(super) lang: Lang,
    /// The language of what is printed where no pipeline says one.
    pub(super) of_data: Lang,
}

impl Screen {
    /// The streams of this process, coloured as asked.
    pub(super) fn new(color: Color, verbose: bool, typed: Option<Lang>) -> Self {
        let color = match color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Self { color, verbose, typed, lang: spoken::of_messages(typed), of_data: spoken::of_data(typed) }
    }

    /// Writes a text for reading. What it quotes from a document is shown, never obeyed.
    ///
    /// # Errors
    ///
    /// Standard output is closed or cannot be written.
    pub(super) fn print(&self, text: &str) -> std::io::Result<()> {
        Self::write(plain_styled(text).as_bytes())
    }

    /// Writes JSON, in which what a terminal would obey stands as an escape that means the same.
    ///
    /// # Errors
    ///
    /// As [`Screen::print`].
    pub(super) fn print_json(&self, json: &str) -> std::io::Result<()> {
        Self::write(plain_json(json).as_bytes())
    }

    /// Writes data for programs as it is; on a terminal a text is shown like one for reading.
    ///
    /// # Errors
    ///
    /// As [`Screen::print`].
    pub(super) fn put(&self, data: &[u8]) -> std::io::Result<()> {
        match std::str::from_utf8(data) {
            Ok(text) if std::io::stdout().is_terminal() => self.print(text),
            _ => Self::write(data),
        }
    }

    fn write(data: &[u8]) -> std::io::Result<()> {
        let mut stdout = std::io::stdout().lock();
        stdout.write_all(data)?;
        stdout.flush()
    }

    /// Writes a message of one or more lines. Where standard error is closed nobody is left to
    /// hear of it.
    pub(super) fn say(&self, message: &str) {
        let mut stderr = AutoStream::new(std::io::stderr().lock(), self.color);
        drop(writeln!(stderr, "{}", plain_styled(message)));
    }

    /// `text` in the colour of a severity, where standard output shows colours.
    pub(super) fn marked(&self, severity: Severity, text: &str) -> String {
        let choice = match self.color {
            ColorChoice::Auto => AutoStream::choice(&std::io::stdout()),
            choice => choice,
        };
        let style = Style::new().bold().fg_color(Some(color(severity).into()));
        if choice == ColorChoice::Never { text.to_owned() } else { format!("{style}{text}{style:#}") }
    }

    /// Whether somebody watches standard error.
    pub(super) fn is_watched(&self) -> bool {
        std::io::stderr().is_terminal()
    }
}

/// The colour of a severity.
pub(super) fn color(severity: Severity) -> AnsiColor {
    match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Doubt => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Cyan,
    }
}
