//! A short text that changes exactly when what it was made of changes: FNV-1a of 128 bits.
//!
//! It guards against forgetting, not against forgery: who writes the papers may as well write others.

const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// A fingerprint in the making.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fingerprint(u128);

impl Fingerprint {
    pub(super) fn new() -> Self {
        Self(OFFSET)
    }

    /// Adds one text; its length goes first, so that no two sequences of texts are one.
    pub(super) fn add(&mut self, text: &str) {
        for byte in (text.len() as u64).to_le_bytes().into_iter().chain(text.bytes()) {
            self.0 = (self.0 ^ u128::from(byte)).wrapping_mul(PRIME);
        }
    }

    /// Adds a text that may be missing, which is not the empty one.
    pub(super) fn add_option(&mut self, text: Option<&str>) {
        self.add(if text.is_some() { "+" } else { "-" });
        self.add(text.unwrap_or_default());
    }

    pub(super) fn hex(self) -> String {
        format!("{:032x}", self.0)
    }

    /// The lower half, for keys that are compared again by their text.
    pub(super) fn key(self) -> u128 {
        self.0
    }
}
