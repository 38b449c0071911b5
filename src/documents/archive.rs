//! The parts of a zip archive, looked up by name and unpacked within the limits; nothing is ever
//! written, so a name that climbs out of its folder is only a name.

use crate::documents::decode::guess;
use crate::documents::fault::{Fault, Meter};
use crate::documents::xml::Xml;
use crate::problem::said;
use std::io::{BufRead, BufReader, Cursor, Error, Read};

/// Files an office program packs into one document stay far below this many.
const MAX_PARTS: usize = 10_000;

/// How the directory of an archive marks each of its parts.
const PART_MARK: &[u8; 4] = b"PK\x01\x02";

/// An archive in memory.
pub(super) struct Archive<'a>(zip::ZipArchive<Cursor<&'a [u8]>>);

impl<'a> Archive<'a> {
    /// Opens the directory of an archive.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        // The directory is read as a whole, so its size is bounded before.
        if bytes.windows(PART_MARK.len()).filter(|window| window == PART_MARK).count() > MAX_PARTS {
            return Err(Fault::broken(said!(
                "压缩包内超过{MAX_PARTS}个部分",
                "more than {MAX_PARTS} parts in the archive"
            )));
        }
        zip::ZipArchive::new(Cursor::new(bytes)).map(Self).map_err(Fault::foreign)
    }

    /// Unpacks the part `name` step by step; nothing where there is none.
    ///
    /// The size its directory promises is checked before anything is unpacked, and the bytes that
    /// come out are counted against that promise.
    pub(super) fn part<'s>(
        &'s mut self,
        name: &str,
        meter: &mut Meter<'_>,
    ) -> Result<Option<Xml<impl BufRead + use<'s, 'a>>>, Fault> {
        let part = match self.named(name).and_then(|at| self.0.by_index(at)) {
            Ok(part) => part,
            Err(zip::result::ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(Fault::broken(said!("`{name}`：{error}", "`{name}`: {error}"))),
        };
        let promised = part.size();
        meter.expand(promised)?;
        let mut part = BufReader::new(Promise { part, promised, left: promised });
        let head = part.fill_buf().map_err(Fault::foreign)?;
        if !head.starts_with(b"\xff\xfe") && !head.starts_with(b"\xfe\xff") {
            return Ok(Some(Xml::new(Source::Packed(part))));
        }
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).map_err(Fault::foreign)?;
        meter.expand(promised)?;
        let text = guess(&bytes).decode(&bytes).0.into_owned();
        Ok(Some(Xml::new(Source::Decoded(Cursor::new(text.into_bytes())))))
    }

    /// Where the part `name` stands; some programs write names with backslashes.
    fn named(&self, name: &str) -> zip::result::ZipResult<usize> {
        let found = self.0.index_for_name(name).or_else(|| self.0.index_for_name(&name.replace('/', "\\")));
        found.ok_or(zip::result::ZipError::FileNotFound)
    }

    /// All of the part `name`, where there is one.
    pub(super) fn whole(&mut self, name: &str, meter: &mut Meter<'_>) -> Result<Option<Vec<u8>>, Fault> {
        let Ok(part) = self.named(name).and_then(|at| self.0.by_index(at)) else { return Ok(None) };
        let promised = part.size();
        meter.expand(promised)?;
        let mut bytes = Vec::new();
        Promise { part, promised, left: promised }.read_to_end(&mut bytes).map_err(Fault::foreign)?;
        Ok(Some(bytes))
    }

    /// Unpacks the part `name`, which the format requires.
    pub(super) fn required<'s>(
        &'s mut self,
        name: &str,
        meter: &mut Meter<'_>,
    ) -> Result<Xml<impl BufRead + use<'s, 'a>>, Fault> {
        self.part(name, meter)?.ok_or_else(|| Fault::broken(said!("缺少部分`{name}`", "no part `{name}`")))
    }
}

/// A part as it is unpacked, or one in UTF-16, decoded as a whole.
enum Source<R> {
    Packed(R),
    Decoded(Cursor<Vec<u8>>),
}

impl<R: BufRead> Read for Source<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self {
            Self::Packed(part) => part.read(buffer),
            Self::Decoded(text) => text.read(buffer),
        }
    }
}

impl<R: BufRead> BufRead for Source<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        match self {
            Self::Packed(part) => part.fill_buf(),
            Self::Decoded(text) => text.fill_buf(),
        }
    }

    fn consume(&mut self, count: usize) {
        match self {
            Self::Packed(part) => part.consume(count),
            Self::Decoded(text) => text.consume(count),
        }
    }
}

/// A part that must not unpack to more than its directory promises.
struct Promise<R> {
    part: R,
    promised: u64,
    left: u64,
}

impl<R: Read> Read for Promise<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.part.read(buffer)?;
        self.left = self.left.checked_sub(count as u64).ok_or_else(|| {
            Error::other(format!("a part unpacks to more than the {} bytes it promises", self.promised))
        })?;
        Ok(count)
    }
}
