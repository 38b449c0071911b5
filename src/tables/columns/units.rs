//! Columns of the tables that say who is who, and which of them each table has, in order.

use super::column::{Column, columns};
use super::records::{DEPARTMENT, KIND, PLACE, UNIT};

columns! { WHO:
    DEPARTMENTS = text "departments", ["出现过的主管部门", "Departments named"],
        ["出现过的全部主管部门，以顿号分隔", "all departments its records name, most records first"];
    GOVERNMENT_LEVEL = text "government_level", ["行政层级", "Level of government"],
        ["行政层级：province省级、city市级、county县级、township乡级", "level of government of its place: province, city, county or township"];
    FIRST_YEAR = year "first_year", ["最早年度", "First year"], ["最早年度", "first year it is met in"];
    LAST_YEAR = year "last_year", ["最晚年度", "Last year"], ["最晚年度", "last year it is met in"];
    FILE_N = count "file_n", ["文件数", "Files"], ["文件数", "files it is met in"];
    ROW_N = count "row_n", ["记录数", "Records"], ["记录数", "records that name it"];
    SPELLING_N = count "spelling_n", ["写法数", "Spellings"], ["写法数", "printed spellings counted under it"];
    SPELLED = text "spelled", ["各种写法", "Spelled"], ["各种写法，以顿号分隔", "the printed spellings, in order of text"];
    SUCCESSOR = text "successor", ["后继单位", "Successor"],
        ["并入或分立成的单位，以顿号分隔", "bodies it became by merger or split, by the register"];
    SINCE = year "since", ["并入或分立年度", "Since"], ["并入或分立的年度", "year of the merger or split"];
    ROLE = text "role", ["角色", "Role"], ["角色：unit单位、department主管部门", "unit or department"];
    SPELLING = text "spelling", ["写法", "Spelling"],
        ["写法；未归并者为统一名称", "spelling as printed; in a pair left apart, a canonical name"];
    CANONICAL = text "canonical", ["归入的名称", "Counted under"],
        ["归入的名称；未归并者为另一名称", "name it is counted under; in a pair left apart, the other name"];
    JOINED = flag "joined", ["是否归并", "Joined"],
        ["是否归并", "yes: counted under the name; no: perhaps the same, left apart"];
    EVIDENCE = text "evidence", ["依据", "Evidence"], ["依据", "why: a code of docs/units.md"];
}

/// Columns of the table `units`: a row a body.
pub const UNITS: [Column; 14] = [
    UNIT,
    DEPARTMENT,
    DEPARTMENTS,
    PLACE,
    KIND,
    GOVERNMENT_LEVEL,
    FIRST_YEAR,
    LAST_YEAR,
    FILE_N,
    ROW_N,
    SPELLING_N,
    SPELLED,
    SUCCESSOR,
    SINCE,
];

/// Columns of the table `spellings`: a row a printed spelling and the body it is counted under, then a
/// row a pair of names that might be one body and were left apart.
pub const SPELLINGS: [Column; 9] = [ROLE, SPELLING, CANONICAL, JOINED, EVIDENCE, FILE_N, ROW_N, FIRST_YEAR, LAST_YEAR];
