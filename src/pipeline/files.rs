//! Opening files: what the operating system refuses becomes a problem with its place and a way out.
//!
//! A file is looked at before it is opened: opening a pipe waits for somebody to write into it, and a
//! device has no end. Its size is known before a byte of it is read.

use crate::documents::{Limit, Limits};
use crate::problem::{Code, Problem, said};
use crate::values::Place;
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Component, Path, PathBuf};

/// The bytes of the file at `path`; `name` is what messages call it.
///
/// # Errors
///
/// The file is missing, is a directory or no file at all, may not be read, or is over the limit of bytes.
pub(super) fn bytes(path: &Path, name: &str, limits: &Limits) -> Result<Vec<u8>, Problem> {
    let (mut bytes, most) = (Vec::new(), limits.bytes as u64);
    let (file, _) = opened(path, name, limits)?;
    // It may grow while it is read.
    file.take(most + 1).read_to_end(&mut bytes).map_err(|error| refused(path, name, &error))?;
    if bytes.len() as u64 > most { Err(Limit::Bytes.broken(name, limits)) } else { Ok(bytes) }
}

/// The first `count` bytes of the file at `path`, and how many it has in all.
///
/// # Errors
///
/// As [`bytes`].
pub(super) fn head(path: &Path, name: &str, count: u64, limits: &Limits) -> Result<(Vec<u8>, u64), Problem> {
    let (file, size) = opened(path, name, limits)?;
    let mut head = Vec::new();
    file.take(count).read_to_end(&mut head).map_err(|error| refused(path, name, &error))?;
    Ok((head, size))
}

/// The file at `path`, open, and its size in bytes.
fn opened(path: &Path, name: &str, limits: &Limits) -> Result<(File, u64), Problem> {
    let found = path.metadata().map_err(|error| refused(path, name, &error))?;
    if found.is_dir() {
        let message = said!("应为文件，实际为目录", "expected a file, found a directory");
        let hint = said!(
            "请写出其中的文件，如`{}/*.txt`",
            "name its files, for instance `{}/*.txt`",
            name.trim_end_matches('/')
        );
        return Err(Problem::error(Code::FileIsDirectory, Place::file(name), message).hint(hint));
    }
    if !found.is_file() {
        let message =
            said!("应为文件，实际为管道、套接字或设备", "expected a file, found a pipe, a socket or a device");
        let problem = Problem::error(Code::FileSpecial, Place::file(name), message);
        return Err(problem.hint(said!(
            "请先把其内容写入文件，再写该文件名",
            "write what comes out of it into a file, and name that"
        )));
    }
    if found.len() > limits.bytes as u64 {
        return Err(Limit::Bytes.broken(name, limits));
    }
    let file = File::open(path).map_err(|error| refused(path, name, &error))?;
    Ok((file, found.len()))
}

/// The text of the UTF-8 file at `path`, without a byte-order mark.
///
/// # Errors
///
/// As [`bytes`], and where the file is not UTF-8.
pub(super) fn text(path: &Path, name: &str) -> Result<String, Problem> {
    let text = String::from_utf8(bytes(path, name, &Limits::default())?).map_err(|error| {
        let message = said!(
            "应为UTF-8文本，第{}字节处不是",
            "expected UTF-8 text, found another byte at position {}",
            error.utf8_error().valid_up_to()
        );
        let before = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
        let line = before.filter(|byte| **byte == b'\n').count() + 1;
        let place = u32::try_from(line).map_or_else(|_| Place::file(name), |line| Place::line(name, line));
        Problem::error(Code::FileNotUtf8, place, message)
            .hint(said!("请把文件另存为UTF-8编码", "save the file as UTF-8"))
    })?;
    Ok(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned))
}

/// What is said of a file that could not be opened or read.
fn refused(path: &Path, name: &str, error: &std::io::Error) -> Problem {
    let place = Place::file(name);
    match error.kind() {
        ErrorKind::NotFound => {
            let problem = Problem::error(
                Code::FileMissing,
                place,
                said!("应为文件，实际没有这个名称", "expected a file, found nothing of this name"),
            );
            match nearest_sibling(path) {
                Some(sibling) => problem.hint(said!("是否应为`{sibling}`？", "did you mean `{sibling}`?")),
                None => problem.hint(said!("请检查名称和目录", "check the name and the directory")),
            }
        }
        ErrorKind::PermissionDenied => {
            Problem::error(Code::FileForbidden, place, said!("没有读取权限", "may not be read"))
                .hint(said!("请检查文件权限", "check the permissions of the file"))
        }
        _ => Problem::error(Code::FileUnreadable, place, said!("无法读取：{error}", "could not be read: {error}")),
    }
}

/// The file beside the missing `path` whose name is most like it.
fn nearest_sibling(path: &Path) -> Option<String> {
    let wanted = path.file_name()?.to_str()?;
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let names = folder.read_dir().ok()?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    // A likely slip of the fingers leaves the ending as it was.
    let alike = |name: &String| Path::new(name).extension() == path.extension();
    let mut names: Vec<String> = names.filter(alike).collect();
    names.sort();
    nearest(wanted, names.iter().map(String::as_str)).map(str::to_owned)
}

/// The one of `known` that `found` was probably meant to be, if any is near enough.
pub(super) fn nearest<'a>(found: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let near = known.map(|name| (strsim::jaro_winkler(found, name), name)).filter(|(likeness, _)| *likeness >= 0.7);
    let best = near.max_by(|(a, one), (b, other)| a.total_cmp(b).then_with(|| other.cmp(one)));
    best.map(|(_, name)| name)
}

/// A path as messages and stores name it: without the parts that lead nowhere.
pub(super) fn plain(path: &Path) -> String {
    let parts = path.components().filter(|part| !matches!(part, Component::CurDir));
    named(&parts.collect::<PathBuf>())
}

/// A path as it was typed or met, `/` between parts. Bytes that are no UTF-8 are written `\xff`, so that
/// two names never look like one.
pub(super) fn named(path: &Path) -> String {
    let mut name = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        name += chunk.valid();
        name.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
    }
    // Elsewhere this sign is one like any other in a name.
    if cfg!(windows) { name.replace('\\', "/") } else { name }
}

/// The SHA-256 of `bytes` in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    written(&Sha256::digest(bytes))
}

/// Bytes that go past while a checksum is made of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Sum(Sha256);

impl Sum {
    /// Adds `bytes`.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The SHA-256 of all bytes, hexadecimal.
    pub(super) fn hex(self) -> String {
        written(&self.0.finalize())
    }
}

/// The SHA-256 of what `file` holds, hexadecimal, in little memory.
///
/// # Errors
///
/// It cannot be read to its end.
pub(super) fn hex_of(mut file: File) -> Result<String, std::io::Error> {
    let (mut sum, mut buffer) = (Sum::default(), vec![0; 1 << 18]);
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(sum.hex()),
            Ok(count) => sum.add(&buffer[..count]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// A checksum in hexadecimal.
fn written(sum: &[u8]) -> String {
    sum.iter().map(|byte| format!("{byte:02x}")).collect()
}
