//! Standard output for data, standard error for messages, and what colour is for.

use super::args::Color;
use crate::problem::Severity;
use crate::values::{plain_json, plain_styled};
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use std::io::{IsTerminal as _, Write as _};

/// The two streams of a command.
pub(super) struct Screen {
    color: ColorChoice,
    /// Whether to say more than usual.
    pub(super) verbose: bool,
}

impl Screen {
    /// The streams of this process, coloured as asked.
    pub(super) fn new(color: Color, verbose: bool) -> Self {
        let color = match color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Self { color, verbose }
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
        let style = Style::new().bold().fg_color(Some(word(severity).1.into()));
        if choice == ColorChoice::Never { text.to_owned() } else { format!("{style}{text}{style:#}") }
    }

    /// Whether somebody watches standard error.
    pub(super) fn is_watched(&self) -> bool {
        std::io::stderr().is_terminal()
    }
}

/// The word for a severity, and its colour.
pub(super) fn word(severity: Severity) -> (&'static str, AnsiColor) {
    match severity {
        Severity::Error => ("error", AnsiColor::Red),
        Severity::Doubt => ("doubt", AnsiColor::Yellow),
        Severity::Note => ("note", AnsiColor::Cyan),
    }
}
