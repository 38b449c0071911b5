//! What lies under a name, as far as writing has to know it.

use crate::problem::{Said, said};
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

    /// Why this is not used; `expected` says what is, in words that end where `, found ...` goes on.
    pub(in crate::pipeline) fn instead_of(self, expected: &Said) -> Error {
        let found = match self {
            Self::File => said!("文件", "a file"),
            Self::Folder => said!("目录", "a directory"),
            Self::Link => said!("链接，不通过链接写入", "a link, and nothing is written through links"),
            Self::Special => said!("管道、套接字或设备", "a pipe, a socket or a device"),
        };
        let told = Said::each(|lang| {
            let joint = lang.pick("，实际为", ", found ");
            format!("{}{joint}{}", expected.in_lang(lang), found.in_lang(lang))
        });
        Error::other(told.folded())
    }
}

/// What the system or this room says in `error`.
pub(in crate::pipeline) fn why(error: &Error) -> Said {
    let said = error.to_string();
    Said::unfolded(&said).unwrap_or_else(|| Said::new(said.clone(), said))
}
