//! The columns of the tables `units` and `spellings`.

use crate::tables::columns::{Column, UNIT};

/// The table `units`: a row a body.
pub const UNITS: [Column; 14] = [
    UNIT,
    Column::text("department", "主管部门（记录最多的一个）", "department most of its records name"),
    Column::text(
        "departments",
        "出现过的全部主管部门，以顿号分隔",
        "all departments its records name, most records first",
    ),
    Column::text("place", "所在地，由大到小", "places it lies in, the largest first"),
    Column::text("kind", "单位类别", "kind of body, an id of data/unit-kinds.toml or `other`"),
    Column::text(
        "government_level",
        "行政层级：province省级、city市级、county县级、township乡级",
        "level of government of its place: province, city, county or township",
    ),
    Column::year("first_year", "最早年度", "first year it is met in"),
    Column::year("last_year", "最晚年度", "last year it is met in"),
    Column::count("files", "文件数", "files it is met in"),
    Column::count("rows", "记录数", "records that name it"),
    Column::count("spellings", "写法数", "printed spellings counted under it"),
    Column::text("spelled", "各种写法，以顿号分隔", "the printed spellings, in order of text"),
    Column::text("successor", "并入或分立成的单位，以顿号分隔", "bodies it became by merger or split, by the register"),
    Column::year("since", "并入或分立的年度", "year of the merger or split"),
];

/// The table `spellings`: a row a printed spelling and the body it is counted under, then a row a
/// pair of names that might be one body and were left apart.
pub const SPELLINGS: [Column; 9] = [
    Column::text("role", "角色：unit单位、department主管部门", "unit or department"),
    Column::text("spelling", "写法", "spelling as printed; in a pair left apart, a canonical name"),
    Column::text("canonical", "归入的名称", "name it is counted under; in a pair left apart, the other name"),
    Column::flag("joined", "是否归并", "yes: counted under the name; no: perhaps the same, left apart"),
    Column::text("evidence", "依据", "why: a code of docs/units.md"),
    Column::count("files", "文件数", "files that print it"),
    Column::count("rows", "记录数", "records that print it"),
    Column::year("first_year", "最早年度", "first year it is printed in"),
    Column::year("last_year", "最晚年度", "last year it is printed in"),
];
