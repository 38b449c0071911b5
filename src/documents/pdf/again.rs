//! A page that stands twice in the tree of pages, as joined files have it: its reader takes the second
//! for a loop. The file is given a copy of the page under a number of its own.

/// How large a page's own dictionary may be.
const PAGE: usize = 64 * 1024;

/// So many pages are doubled at most.
pub(super) const MOST: usize = 32;

/// The number of the page that stands twice, where a reader's words tell it.
pub(super) fn named(words: &str) -> Option<u32> {
    let (_, rest) = words.split_once("circular reference: ")?;
    rest.split(' ').next()?.parse().ok()
}

/// How many pages the first node of the tree names.
pub(super) fn kids(bytes: &[u8]) -> usize {
    let at = bytes.windows(5).position(|window| window == b"/Kids").unwrap_or(bytes.len());
    let list = bytes[at..].split(|byte| *byte == b']').next().unwrap_or_default();
    list.iter().filter(|byte| **byte == b'R').count()
}

/// The file with a copy of page `number` for its second place; nothing where it is no page, or stands
/// packed.
pub(super) fn doubled(bytes: &[u8], number: u32) -> Option<Vec<u8>> {
    let find = |from: usize, wanted: &[u8]| {
        let at = bytes.get(from..)?.windows(wanted.len()).position(|window| window == wanted)?;
        Some(from + at)
    };
    let opens = format!("{number} 0 obj");
    let mut begin = find(0, opens.as_bytes())?;
    while begin > 0 && bytes[begin - 1].is_ascii_digit() {
        begin = find(begin + 1, opens.as_bytes())?;
    }
    let end = find(begin, b"endobj").filter(|end| end - begin < PAGE)?;
    let body = &bytes[begin + opens.len()..end];
    // A node of the tree that holds itself is a loop indeed.
    if body.windows(5).any(|window| window == b"/Kids") {
        return None;
    }
    let kids = find(0, b"/Kids")?;
    let close = find(kids, b"]")?;
    let name = format!("{number} 0 R");
    let is_place = |at: &usize| bytes[*at..].starts_with(name.as_bytes()) && !bytes[at - 1].is_ascii_digit();
    let second = (kids..close).filter(is_place).nth(1)?;
    let fresh = (5_000..9_000).find(|fresh| find(0, format!("\n{fresh} 0 obj").as_bytes()).is_none())?;
    let mut whole = bytes[..second].to_vec();
    whole.extend(format!("{fresh} 0 R").bytes());
    whole.extend(&bytes[second + name.len()..]);
    // Its table of places is wrong now; without the word that leads to it, a reader looks for all objects.
    for at in 0..whole.len().saturating_sub(9) {
        if whole[at..].starts_with(b"startxref") {
            whole[at..at + 9].copy_from_slice(b"%nothing\n");
        }
    }
    let mut copy = format!("\n{fresh} 0 obj").into_bytes();
    copy.extend(body);
    copy.extend(b"endobj\n");
    let trailer = whole.windows(7).rposition(|window| window == b"trailer").unwrap_or(whole.len());
    whole.splice(trailer..trailer, copy);
    Some(whole)
}
