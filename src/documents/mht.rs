//! Web archives (.mht), as browsers and office programs save pages: the pages in them, unpacked.

/// So many parts of an archive are looked at.
const PARTS: usize = 1_000;

/// Whether `bytes` begin as a web archive does.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    const HEAD: usize = 4096;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let opens = head.trim_start_matches('\u{feff}').trim_start();
    ["mime-version:", "from:", "content-type:", "snapshot-content-location:", "x-document-type:"]
        .iter()
        .any(|word| opens.starts_with(word))
        && head.contains("mime-version:")
        && (head.contains("multipart/") || head.contains("text/html"))
}

/// The web pages of an archive, in their order, joined.
pub(super) fn pages(bytes: &[u8]) -> Vec<u8> {
    let Some((head, body)) = parted(bytes) else { return Vec::new() };
    let Some(boundary) = boundary(&head) else { return decoded(&head, body) };
    let mark = [b"--", boundary.as_bytes()].concat();
    let mut pages = Vec::new();
    for part in split(body, &mark).into_iter().skip(1).take(PARTS) {
        let part = part.strip_prefix(b"\r").unwrap_or(part);
        let part = part.strip_prefix(b"\n").unwrap_or(part);
        if let Some((head, body)) = parted(part)
            && head.to_ascii_lowercase().contains("text/html")
        {
            pages.extend(decoded(&head, body));
            pages.push(b'\n');
        }
    }
    pages
}

/// The lines of a head, and what follows the empty line below them.
fn parted(bytes: &[u8]) -> Option<(String, &[u8])> {
    let at = |mark: &[u8]| bytes.windows(mark.len()).position(|window| window == mark).map(|at| (at, at + mark.len()));
    let (end, begin) = match (at(b"\r\n\r\n"), at(b"\n\n")) {
        (Some(a), Some(b)) => a.min(b),
        (a, b) => a.or(b)?,
    };
    Some((String::from_utf8_lossy(&bytes[..end]).into_owned(), &bytes[begin..]))
}

fn boundary(head: &str) -> Option<String> {
    let at = head.to_ascii_lowercase().find("boundary=")? + "boundary=".len();
    let rest = &head[at..];
    let value = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => rest.split([';', '\r', '\n', ' ']).next()?,
    };
    (!value.is_empty()).then(|| value.to_owned())
}

fn split<'b>(bytes: &'b [u8], mark: &[u8]) -> Vec<&'b [u8]> {
    let (mut parts, mut from, mut at) = (Vec::new(), 0, 0);
    while at + mark.len() <= bytes.len() {
        if bytes[at..].starts_with(mark) {
            parts.push(&bytes[from..at]);
            at += mark.len();
            from = at;
        } else {
            at += 1;
        }
    }
    parts.push(&bytes[from..]);
    parts
}

fn decoded(head: &str, body: &[u8]) -> Vec<u8> {
    let head = head.to_ascii_lowercase();
    let packing = head
        .lines()
        .find_map(|line| line.strip_prefix("content-transfer-encoding:"))
        .unwrap_or_default()
        .trim()
        .to_owned();
    match packing.as_str() {
        "quoted-printable" => quoted_printable(body),
        "base64" => base64(body),
        _ => body.to_vec(),
    }
}

fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    let mut plain = Vec::with_capacity(body.len());
    let mut rest = body;
    while let [first, after @ ..] = rest {
        rest = match (first, after) {
            (b'=', [b'\r', b'\n', next @ ..] | [b'\n', next @ ..]) => next,
            (b'=', [high, low, next @ ..]) => match digit(high).zip(digit(low)) {
                Some((high, low)) => {
                    plain.extend(u8::try_from(high * 16 + low));
                    next
                }
                None => {
                    plain.push(b'=');
                    after
                }
            },
            _ => {
                plain.push(*first);
                after
            }
        };
    }
    plain
}

fn base64(body: &[u8]) -> Vec<u8> {
    let value = |byte: &u8| match byte {
        b'A'..=b'Z' => Some(u32::from(byte - b'A')),
        b'a'..=b'z' => Some(u32::from(byte - b'a') + 26),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let (mut plain, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for six in body.iter().filter_map(value) {
        bits = (bits << 6 | six) & 0x00ff_ffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            plain.extend(u8::try_from(bits >> count & 0xff));
        }
    }
    plain
}
