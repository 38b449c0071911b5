//! The pictures of a PDF, found by what stands in its bytes: the reader of the format passes them by.

/// How much of a picture's dictionary is looked at on each side of its name.
const NEAR: usize = 400;

/// Whether the bytes name a picture anywhere. A picture's dictionary is never packed, so its name
/// stands in the bytes.
pub(super) fn has_pictures(bytes: &[u8]) -> bool {
    pictures(bytes).next().is_some()
}

/// The points of each picture; 0 where its size is not told beside its name.
pub(super) fn pictures(bytes: &[u8]) -> impl Iterator<Item = u64> {
    const KIND: &[u8] = b"/Subtype";
    let is_picture = |at: usize| bytes[at..].trim_ascii_start().starts_with(b"/Image");
    let kinds = (KIND.len()..bytes.len()).filter(|at| bytes[..*at].ends_with(KIND));
    kinds.filter(move |at| is_picture(*at)).map(|at| {
        let before = &bytes[at.saturating_sub(NEAR)..at];
        let after = &bytes[at..bytes.len().min(at + NEAR)];
        let begin = before.windows(3).rposition(|three| three == b"obj").map_or(0, |found| found + 3);
        let end = after.windows(6).position(|six| six == b"stream").unwrap_or(after.len());
        let size = |key: &[u8]| number(&before[begin..], key).or_else(|| number(&after[..end], key)).unwrap_or(0);
        size(b"/Width").saturating_mul(size(b"/Height"))
    })
}

/// The number behind `key`, where one stands there.
fn number(dictionary: &[u8], key: &[u8]) -> Option<u64> {
    let at = dictionary.windows(key.len()).position(|found| found == key)?;
    let rest = dictionary[at + key.len()..].trim_ascii_start();
    let digits = rest.iter().take(7).take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&rest[..digits]).ok()?.parse().ok()
}
