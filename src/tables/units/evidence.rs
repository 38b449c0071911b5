//! Why a spelling was joined to a name, and why two names might be one body.

/// Why a printed spelling is counted under a name, the plainest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Evidence {
    /// It is the name.
    Printed,
    /// It differs in width, blanks, brackets or a code.
    Tidied,
    /// The name stands in the same document with its place before it.
    Document,
    /// The name stands in the same document under the same department; other places stand there too.
    DocumentDepartment,
    /// The name stands under the same department in the same year.
    DepartmentYear,
    /// The name stands under the same department, and its place is the department's.
    Department,
    /// It begins with a place, and one name alone puts a larger place before that.
    Place,
    /// Several bodies are printed so; the department's place tells which.
    Apart,
    /// The register says so: another spelling.
    Alias,
    /// The register says so: an earlier name.
    Rename,
}

impl Evidence {
    /// The code in the table `spellings`.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Printed => "as_printed",
            Self::Tidied => "tidied",
            Self::Document => "document",
            Self::DocumentDepartment => "document_and_department",
            Self::DepartmentYear => "department_and_year",
            Self::Department => "department",
            Self::Place => "larger_place",
            Self::Apart => "place_of_department",
            Self::Alias => "register_alias",
            Self::Rename => "register_rename",
        }
    }
}

/// Why two names that were left apart might be one body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Doubt {
    /// One is the other without its place, and nothing says whose.
    PlaceWithoutEvidence,
    /// Under one department, one ends where the other begins, and one character differs.
    Renamed,
    /// In one document, one character differs.
    OneCharacter,
    /// They differ in how a number is written: 第十中学.
    Numeral,
    /// One is the other's own level.
    OwnLevel,
    /// One spelling in several places.
    OneSpelling,
}

impl Doubt {
    /// The code in the table `spellings`.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::PlaceWithoutEvidence => "maybe_place_left_out",
            Self::Renamed => "maybe_renamed",
            Self::OneCharacter => "maybe_misprint",
            Self::Numeral => "maybe_numeral",
            Self::OwnLevel => "maybe_own_level",
            Self::OneSpelling => "one_spelling_many_places",
        }
    }
}
