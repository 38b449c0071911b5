//! What goes into who is who and what comes out: a mention on paper, a public body.

/// What one paper calls a unit or the author of accounts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mention {
    /// The file that says so.
    pub file: String,
    /// The year it says so of.
    pub year: Option<i32>,
    /// The unit as printed.
    pub unit: Option<String>,
    /// The department as printed.
    pub department: Option<String>,
    /// How many records say so.
    pub rows: u32,
}

/// One public body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// The name it is counted under.
    pub unit: String,
    /// The department that most of its records name, ties by order of text.
    pub department: Option<String>,
    /// The places it lies in as papers print them, the largest first: 北京市丰台区.
    pub place: Option<String>,
    /// The id of its kind in `data/unit-kinds.toml`, or `other`.
    pub kind: Option<String>,
    /// `province`, `city`, `county` or `township`, by the smallest place.
    pub level: Option<String>,
}

/// What one combination of printed names means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning<'a> {
    /// The file that prints it.
    pub file: &'a str,
    /// The year it is printed of.
    pub year: Option<i32>,
    /// The unit as printed.
    pub unit: Option<&'a str>,
    /// The department as printed.
    pub department: Option<&'a str>,
    /// The body that the unit means.
    pub body: Option<&'a Body>,
    /// The canonical name of the department.
    pub canonical_department: Option<&'a str>,
}
