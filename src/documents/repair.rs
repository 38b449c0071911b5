//! Repairs that text from any format may need: what a file says is not always what it shows.

use encoding_rs::{GB18030, WINDOWS_1252};

/// The ideographs that the radicals U+2E80 to U+2EF3 look like, from Unicode's
/// `EquivalentUnifiedIdeograph.txt`. Normalisation (NFKC) mends two of them. A dot is a sign
/// without an equal.
const RADICALS: &str = "⺀厂乛乚乙亻冂𠘨刀刂卜㔾小尐兀尣尢𡯂巳幺彑彐忄心扌攵.旡日月歺母民氵氺灬爫爬丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艺艻虎衤覀西见角𧢲讠贝𧾷车辶辷辸邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";

/// The same for the Kangxi radicals U+2F00 to U+2FD5.
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// The ideograph a radical stands for; any other sign is itself.
///
/// Some writers of PDF map the shape of 门 to the radical ⻔, which no search and no label finds.
pub(super) fn unified(sign: char) -> char {
    let (table, first) = match sign {
        '\u{2e80}'..='\u{2ef3}' => (RADICALS, 0x2e80),
        '\u{2f00}'..='\u{2fd5}' => (KANGXI, 0x2f00),
        _ => return sign,
    };
    let equal = table.chars().nth((u32::from(sign) - first) as usize).filter(|equal| *equal != '.');
    equal.unwrap_or(sign)
}

/// A text with its radicals and its GBK bytes mended.
pub(super) fn text(raw: String) -> String {
    let raw = if raw.chars().any(|sign| unified(sign) != sign) { raw.chars().map(unified).collect() } else { raw };
    if raw.chars().any(is_high) { raw.split_inclusive(char::is_whitespace).map(word).collect() } else { raw }
}

/// Whether a sign may be a high byte shown in a Western encoding.
fn is_high(sign: char) -> bool {
    matches!(sign, '\u{80}'..='\u{ff}')
}

/// A word that is GBK bytes shown as Western letters (`Ä¿Â¼` for 目录), read as what it is; any
/// other word as it stands. Western words hold plain letters between the marked ones.
fn word(raw: &str) -> String {
    let shown = raw.trim_end();
    let (high, all) = (shown.chars().filter(|sign| is_high(*sign)).count(), shown.chars().count());
    if high < 2 || high * 5 < all * 3 {
        return raw.to_owned();
    }
    let (bytes, _, unknown) = WINDOWS_1252.encode(shown);
    if unknown {
        return raw.to_owned();
    }
    // A reader of PDF shows the soft hyphen U+00AD as a plain one, which breaks the pairs.
    let hyphened: Vec<u8> = bytes.iter().map(|byte| if *byte == b'-' { 0xad } else { *byte }).collect();
    let decoded = [bytes.as_ref(), &hyphened].into_iter().find_map(gbk);
    decoded.map_or_else(|| raw.to_owned(), |text| text + &raw[shown.len()..])
}

/// The Chinese text that `bytes` are in GBK, where all of them are.
fn gbk(bytes: &[u8]) -> Option<String> {
    let (text, _, broken) = GB18030.decode(bytes);
    let chinese = |sign: char| matches!(sign, '\u{2000}'..='\u{206f}' | '\u{2460}'..='\u{24ff}' | '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
    (!broken && text.chars().all(|sign| sign.is_ascii() || chinese(sign)) && text.chars().any(chinese))
        .then(|| text.into_owned())
}
