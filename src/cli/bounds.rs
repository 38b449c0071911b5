//! The limits of one file, as typed: one flag each, with the defaults of the readers.

use crate::documents::Limits;
use crate::pipeline::Bounds;
use std::fmt;
use std::str::FromStr;

/// Limits of one file. A document over one of them is refused with the name of its flag.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Limits of one file (bytes with K, M or G for 1024, 1024², 1024³)")]
pub(super) struct Limiting {
    /// Bytes of the file itself.
    #[arg(long, value_name = "BYTES", default_value_t = Bytes(Limits::default().bytes as u64))]
    max_bytes: Bytes,
    /// Pages of a document, sheets of a workbook.
    #[arg(long, value_name = "COUNT", default_value_t = Limits::default().pages)]
    max_pages: usize,
    /// Cells of all tables together, and lines of text beside them.
    #[arg(long, value_name = "COUNT", default_value_t = Limits::default().cells)]
    max_cells: usize,
    /// How deep tables and elements may stand in each other.
    #[arg(long, value_name = "LEVELS", default_value_t = Limits::default().nesting)]
    max_nesting: usize,
    /// Bytes of a part after it is unpacked.
    #[arg(long, value_name = "BYTES", default_value_t = Bytes(Limits::default().expanded_bytes as u64))]
    max_expanded: Bytes,
    /// Bytes of one line or one cell.
    #[arg(long, value_name = "BYTES", default_value_t = Bytes(Limits::default().line_bytes as u64))]
    max_line: Bytes,
    /// Bytes of a text or a web page.
    #[arg(long, value_name = "BYTES", default_value_t = Bytes(Limits::default().text_bytes as u64))]
    max_text: Bytes,
    /// Bytes of memory that the process reading it may take.
    #[arg(long, value_name = "BYTES", default_value_t = Bytes(Bounds::default().memory_bytes))]
    max_memory: Bytes,
    /// Seconds after which reading it is stopped.
    #[arg(long, value_name = "SECONDS", default_value_t = Bounds::default().seconds,
          value_parser = clap::value_parser!(u64).range(1..=86_400))]
    max_seconds: u64,
}

impl Limiting {
    /// The bounds asked for, with children of this program to keep them.
    pub(super) fn bounds(&self) -> Bounds {
        let size = |bytes: Bytes| usize::try_from(bytes.0).unwrap_or(usize::MAX);
        let limits = Limits {
            bytes: size(self.max_bytes),
            pages: self.max_pages,
            cells: self.max_cells,
            nesting: self.max_nesting,
            expanded_bytes: size(self.max_expanded),
            line_bytes: size(self.max_line),
            text_bytes: size(self.max_text),
        };
        let program = std::env::current_exe().ok();
        Bounds { limits, memory_bytes: self.max_memory.0, seconds: self.max_seconds, program }
    }
}

/// A number of bytes, typed plain or with a K, M or G behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bytes(u64);

/// The letters and what each multiplies by, the largest first.
const UNITS: [(char, u64); 3] = [('G', 1 << 30), ('M', 1 << 20), ('K', 1 << 10)];

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match UNITS.iter().find(|(_, size)| self.0 > 0 && self.0.is_multiple_of(*size)) {
            Some((letter, size)) => write!(f, "{}{letter}", self.0 / size),
            None => write!(f, "{}", self.0),
        }
    }
}

impl FromStr for Bytes {
    type Err = String;

    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        let unit = UNITS.iter().find_map(|(letter, size)| {
            typed.strip_suffix([*letter, letter.to_ascii_lowercase()]).map(|count| (count, *size))
        });
        let (count, size) = unit.unwrap_or((typed, 1));
        let bytes = count.parse::<u64>().ok().and_then(|count| count.checked_mul(size));
        bytes.map(Self).ok_or_else(|| "expected a number of bytes, such as 67108864 or 64M".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::Bytes;

    #[test]
    fn bytes_are_typed_and_told_alike() {
        for (typed, bytes, told) in
            [("64M", 67_108_864, "64M"), ("1024", 1024, "1K"), ("3g", 3 << 30, "3G"), ("7", 7, "7"), ("0", 0, "0")]
        {
            let read: Bytes = typed.parse().unwrap_or(Bytes(1));
            assert_eq!((read, read.to_string().as_str()), (Bytes(bytes), told));
        }
        for typed in ["", "M", "-1", "1.5M", "64MB", "99999999999999999999", "99999999999G"] {
            assert!(typed.parse::<Bytes>().is_err(), "{typed}");
        }
    }
}
