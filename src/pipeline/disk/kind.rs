//! What lies under a name, as far as writing has to know it.

use std::fs::FileType;
use std::io::Error;

/// What lies under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pipeline) enum Kind {
    /// A file that holds bytes.
    File,
    /// A directory.
    Folder,
    /// A link, wherever it leads.
    Link,
    /// A pipe, a socket or a device.
    Special,
}

impl Kind {
    /// What the system says of a name, links not followed.
    pub(super) fn of(found: FileType) -> Self {
        match found {
            found if found.is_symlink() => Self::Link,
            found if found.is_dir() => Self::Folder,
            found if found.is_file() => Self::File,
            _ => Self::Special,
        }
    }

    /// Why what is expected to be `expected` is not used.
    pub(in crate::pipeline) fn instead_of(self, expected: &str) -> Error {
        let found = match self {
            Self::File => "a file",
            Self::Folder => "a directory",
            Self::Link => "a link, and nothing is written through links",
            Self::Special => "a pipe, a socket or a device",
        };
        Error::other(format!("expected {expected}, found {found}"))
    }
}
