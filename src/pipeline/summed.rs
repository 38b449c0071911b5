//! A file that is summed up while it is written, so that no output need be held to know its checksum.

use super::files::Sum;
use std::fs::File;
use std::io::{BufWriter, Error, Write};

/// A file that is summed up while it is written.
#[derive(Debug)]
pub(super) struct Summed {
    file: BufWriter<File>,
    sum: Sum,
    bytes: u64,
    /// What the disk said first.
    refusal: Option<Error>,
}

impl Summed {
    /// Nothing is written to `file` yet.
    pub(super) fn new(file: File) -> Self {
        Self { file: BufWriter::with_capacity(1 << 16, file), sum: Sum::default(), bytes: 0, refusal: None }
    }

    /// Number and checksum of the bytes, once they are on the disk.
    ///
    /// # Errors
    ///
    /// What the disk said first, whatever the writer made of it.
    pub(super) fn end(mut self) -> Result<(u64, String), Error> {
        // What the disk says of it is asked below.
        drop(self.flush());
        match self.refusal.take() {
            Some(error) => Err(error),
            None => self.file.get_ref().sync_data().map(|()| (self.bytes, self.sum.hex())),
        }
    }

    /// Notes what the disk said, of which whoever writes learns no more than the kind.
    fn heard<T>(&mut self, said: Result<T, Error>) -> Result<T, Error> {
        said.map_err(|error| {
            let kind = error.kind();
            self.refusal.get_or_insert(error);
            kind.into()
        })
    }
}

impl Write for Summed {
    fn write(&mut self, bytes: &[u8]) -> Result<usize, Error> {
        let written = self.file.write_all(bytes);
        self.heard(written)?;
        self.sum.add(bytes);
        self.bytes += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<(), Error> {
        let flushed = self.file.flush();
        self.heard(flushed)
    }
}
