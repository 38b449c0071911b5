//! The codes of problems: one list, in which every kind of problem has its name.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;

/// Writes the codes once: their names in code, in files, and their meaning.
macro_rules! codes {
    ($($(#[$meaning:meta])+ $code:ident = $name:literal,)+) => {
        /// What kind of problem it is. `docs/problems.md` lists them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code {
            $($(#[$meaning])+ $code,)+
        }

        impl Code {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$code,)+];

            /// The name that files, tables and the documentation have for it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$code => $name,)+
                }
            }

            /// The code of this name; [`Code::Unknown`] for a name that another version has.
            pub fn named(name: &str) -> Self {
                match name {
                    $($name => Self::$code,)+
                    _ => Self::Unknown,
                }
            }
        }
    };
}

codes! {
    /// An accepted finding whose difference is larger than what was accepted.
    AcceptedExceeded = "accepted-exceeded",
    /// A list of accepted findings that cannot be read.
    AcceptedInvalid = "accepted-invalid",
    /// An accepted finding that no document has.
    AcceptedUnused = "accepted-unused",
    /// An amount of the narrative that no item is known for.
    AmountUnread = "amount-unread",
    /// Annotations of a PDF that are not read.
    AnnotationsUnread = "annotations-unread",
    /// An amount beside its label, below no heading.
    BlockUnread = "block-unread",
    /// A budget paper where accounts are expected.
    BudgetPaper = "budget-paper",
    /// The cache of a pipeline that cannot be written.
    CacheUnwritable = "cache-unwritable",
    /// A document that is not the one its card describes.
    CardChecksum = "card-checksum",
    /// A card that cannot be read.
    CardInvalid = "card-invalid",
    /// Cells whose borders are lost and that fit in several ways.
    CellsAmbiguous = "cells-ambiguous",
    /// Rows or columns of a sheet that are hidden.
    CellsHidden = "cells-hidden",
    /// Changes that are tracked in a text.
    ChangesTracked = "changes-tracked",
    /// A drawing that cannot become a PNG.
    ChartPng = "chart-png",
    /// A chart that cannot be drawn.
    ChartSvg = "chart-svg",
    /// The table of a chart has no rows.
    ChartTableEmpty = "chart-table-empty",
    /// The table of a chart is not there.
    ChartTableMissing = "chart-table-missing",
    /// A check asked of a pipeline over a store.
    CheckOfStore = "check-of-store",
    /// A check asked of a store.
    CheckStore = "check-store",
    /// Several values in one cell.
    ColumnCrowded = "column-crowded",
    /// A column of a table that is of another type.
    ColumnKind = "column-kind",
    /// A column that a table lacks.
    ColumnMissing = "column-missing",
    /// A table of accounts none of whose columns is known.
    ColumnUnread = "column-unread",
    /// A department named above the form.
    DepartmentAbove = "department-above",
    /// A compiled-in dictionary that cannot be read.
    DictionaryUnreadable = "dictionary-unreadable",
    /// A change without its direction.
    DirectionOpen = "direction-open",
    /// A document of a pipeline that is not there.
    DocumentMissing = "document-missing",
    /// A document that a pipeline names twice.
    DocumentTwice = "document-twice",
    /// A document of a store that is gone.
    DocumentVanished = "document-vanished",
    /// A figure beyond what any has.
    FigureAbsurd = "figure-absurd",
    /// A figure that can be read in two ways.
    FigureOpen = "figure-open",
    /// A figure of more decimals than tables hold.
    FigureTooFine = "figure-too-fine",
    /// Binary data where a text is expected.
    FileBinary = "file-binary",
    /// A file that is damaged.
    FileDamaged = "file-damaged",
    /// A file of nothing.
    FileEmpty = "file-empty",
    /// A file that asks for a password.
    FileEncrypted = "file-encrypted",
    /// A file that may not be read.
    FileForbidden = "file-forbidden",
    /// A directory where a file is expected.
    FileIsDirectory = "file-is-directory",
    /// A file that is not there.
    FileMissing = "file-missing",
    /// A text that has to be UTF-8 and is not.
    FileNotUtf8 = "file-not-utf8",
    /// A pipe, a socket or a device.
    FileSpecial = "file-special",
    /// A file that the system cannot read.
    FileUnreadable = "file-unreadable",
    /// Files of a folder that were passed over.
    FilesSkipped = "files-skipped",
    /// A finding that cannot be written.
    FindingUnwritable = "finding-unwritable",
    /// A folder without files.
    FolderEmpty = "folder-empty",
    /// A folder that cannot be listed.
    FolderUnreadable = "folder-unreadable",
    /// A font that cannot be cut.
    FontSubset = "font-subset",
    /// A form that seems to end too early.
    FormCut = "form-cut",
    /// The head of a form without a body.
    FormEmpty = "form-empty",
    /// A number whose format has no reading here.
    FormatUnread = "format-unread",
    /// A format that is not read.
    FormatUnsupported = "format-unsupported",
    /// A formula whose value is older than its cells.
    FormulaStale = "formula-stale",
    /// A formula without its value.
    FormulaUncached = "formula-uncached",
    /// A row of funds of an unknown source.
    FundingUnknown = "funding-unknown",
    /// A row of funds without a label.
    FundingUnlabelled = "funding-unlabelled",
    /// A pattern of file names that cannot be read.
    GlobInvalid = "glob-invalid",
    /// A pattern below a folder that is not there.
    GlobNoDirectory = "glob-no-directory",
    /// A pattern that no file fits.
    GlobNoFile = "glob-no-file",
    /// A pattern below a folder that cannot be listed.
    GlobUnreadable = "glob-unreadable",
    /// A sign that no font of a chart has.
    GlyphMissing = "glyph-missing",
    /// Headings that no dictionary knows.
    HeadingUnreadable = "heading-unreadable",
    /// A project without indicators.
    IndicatorsMissing = "indicators-missing",
    /// A dictionary of labels that cannot be read.
    LabelsInvalid = "labels-invalid",
    /// Indicators whose 一级指标 is lost.
    Level1Lost = "level1-lost",
    /// More bytes than one document may have.
    LimitBytes = "limit-bytes",
    /// More cells or lines than one document may have.
    LimitCells = "limit-cells",
    /// More unpacked bytes than one document may have.
    LimitExpanded = "limit-expanded",
    /// A line longer than one may be.
    LimitLine = "limit-line",
    /// A document that takes too much memory.
    LimitMemory = "limit-memory",
    /// Elements nested too deep.
    LimitNesting = "limit-nesting",
    /// More pages or sheets than one document may have.
    LimitPages = "limit-pages",
    /// More text than one document may have.
    LimitText = "limit-text",
    /// A document that takes too long.
    LimitTime = "limit-time",
    /// A line of a table that is missing.
    LineMissing = "line-missing",
    /// Notes in superscript that are kept out of figures.
    MarksRaised = "marks-raised",
    /// Names and numbers of people that were taken out.
    Masked = "masked",
    /// A unit of money that was assumed.
    MoneyUnitAssumed = "money-unit-assumed",
    /// A name of a project that none has.
    NameAbsurd = "name-absurd",
    /// A form whose figures are lost.
    NoFigures = "no-figures",
    /// Neither a form nor accounts.
    NoForm = "no-form",
    /// Nothing to read in what was named.
    NothingRead = "nothing-read",
    /// A cell that should hold a number and does not.
    NumberUnreadable = "number-unreadable",
    /// Embedded objects that are not read.
    ObjectsEmbedded = "objects-embedded",
    /// A form whose order of reading is lost.
    OrderUnreadable = "order-unreadable",
    /// Outputs that another run is writing.
    OutputBusy = "output-busy",
    /// Outputs outside of the project.
    OutputElsewhere = "output-elsewhere",
    /// An output that is there already.
    OutputExists = "output-exists",
    /// Outputs that a run replaced in part.
    OutputHalfway = "output-halfway",
    /// A run that was stopped.
    OutputInterrupted = "output-interrupted",
    /// A directory where an output goes.
    OutputIsDirectory = "output-is-directory",
    /// No plain file where an output goes.
    OutputIsSpecial = "output-is-special",
    /// An output that the system refuses.
    OutputRefused = "output-refused",
    /// A sheet wider than its pages.
    PageCut = "page-cut",
    /// A page that is a picture.
    PageScanned = "page-scanned",
    /// The page of a report that cannot be written.
    PageUnwritten = "page-unwritten",
    /// One paper in two files.
    PaperTwice = "paper-twice",
    /// A parameter that an analysis cannot take.
    ParameterInvalid = "parameter-invalid",
    /// Parts that a browser or a reader does not show.
    PartsHidden = "parts-hidden",
    /// A PDF that cannot be opened.
    PdfBroken = "pdf-broken",
    /// A PDF without a page of text.
    PdfEmpty = "pdf-empty",
    /// A PDF that needs a password.
    PdfEncrypted = "pdf-encrypted",
    /// A page of more lines than any table has.
    PdfLines = "pdf-lines",
    /// A PDF of pictures.
    PdfScanned = "pdf-scanned",
    /// A percentage that a workbook shows rounded.
    PercentageRounded = "percentage-rounded",
    /// Pictures that are not read.
    Pictures = "pictures",
    /// A pipeline that cannot be read.
    PipelineInvalid = "pipeline-invalid",
    /// A key that a pipeline lacks.
    PipelineMissingKey = "pipeline-missing-key",
    /// A pipeline whose name cannot name outputs.
    PipelineName = "pipeline-name",
    /// A pipeline without documents.
    PipelineNoDocument = "pipeline-no-document",
    /// A name that a pipeline has twice.
    PipelineTwice = "pipeline-twice",
    /// A pipeline of both documents and a store.
    PipelineTwoSources = "pipeline-two-sources",
    /// A key that no pipeline has.
    PipelineUnknownKey = "pipeline-unknown-key",
    /// A name that a pipeline cannot have.
    PipelineUnknownName = "pipeline-unknown-name",
    /// A word that cannot stand there in a pipeline.
    PipelineUnknownValue = "pipeline-unknown-value",
    /// A rate that can be read in two ways.
    RateAmbiguous = "rate-ambiguous",
    /// A reader that died over a document.
    ReaderDied = "reader-died",
    /// A reader that could not be started.
    ReaderNotStarted = "reader-not-started",
    /// A record that cannot be written.
    RecordUnwritable = "record-unwritable",
    /// A row that can be read in several ways.
    RowAmbiguous = "row-ambiguous",
    /// A row cut by the end of a page.
    RowCut = "row-cut",
    /// A row that no form is known for.
    RowStray = "row-stray",
    /// A row whose cells cannot be told apart.
    RowUnreadable = "row-unreadable",
    /// A row of another width than its table.
    RowWidth = "row-width",
    /// Rows that can be read in several ways.
    RowsAmbiguous = "rows-ambiguous",
    /// A rule both chosen and skipped.
    RuleTwice = "rule-twice",
    /// A rule that is not there.
    RuleUnknown = "rule-unknown",
    /// An indicator without its score.
    ScoreBlank = "score-blank",
    /// A sheet that is hidden.
    SheetHidden = "sheet-hidden",
    /// Signs that were lost in decoding.
    SignsLost = "signs-lost",
    /// Words that run over the edge of a page.
    SignsOutside = "signs-outside",
    /// Signs of a PDF that stand for no character.
    SignsUnknown = "signs-unknown",
    /// A text that can be split into cells in several ways.
    SplitAmbiguous = "split-ambiguous",
    /// A store whose files are damaged.
    StoreBroken = "store-broken",
    /// A store that another run is writing.
    StoreBusy = "store-busy",
    /// A store that is not there.
    StoreMissing = "store-missing",
    /// A folder that holds other things than a store.
    StoreNotEmpty = "store-not-empty",
    /// A store that the system refuses to write.
    StoreRefused = "store-refused",
    /// A store whose ingest did not end.
    StoreUnsettled = "store-unsettled",
    /// A store of another version.
    StoreVersion = "store-version",
    /// A stream of a PDF whose bytes are damaged.
    StreamDamaged = "stream-damaged",
    /// A table whose cells are lost.
    TableCellsLost = "table-cells-lost",
    /// A table that cannot be made.
    TableFault = "table-fault",
    /// A table that may be the rest of the one before.
    TableGoesOn = "table-goes-on",
    /// A table of accounts that no dictionary knows.
    TableUnknown = "table-unknown",
    /// A form of targets without results.
    TargetsOnly = "targets-only",
    /// Figures painted over each other.
    TextOverlaid = "text-overlaid",
    /// Struck-out text that was left out.
    TextStruck = "text-struck",
    /// Words of a PDF that nobody sees.
    TextUnseen = "text-unseen",
    /// A total that can be read in two ways.
    TotalAmbiguous = "total-ambiguous",
    /// A form without its total.
    TotalMissing = "total-missing",
    /// A money block without its total.
    TotalRowMissing = "total-row-missing",
    /// Amounts without their unit.
    UnitMissing = "unit-missing",
    /// A register of units that contradicts itself.
    UnitsContradictory = "units-contradictory",
    /// A register of units that cannot be read.
    UnitsInvalid = "units-invalid",
    /// A key that no register of units has.
    UnitsUnknownKey = "units-unknown-key",
    /// An entry of the register that no document needs.
    UnitsUnused = "units-unused",
    /// A choice of rows that no row meets.
    WhereUnmet = "where-unmet",
    /// A workbook that cannot be written.
    Workbook = "workbook",
    /// A year that cannot be.
    YearAbsurd = "year-absurd",
    /// A year taken from the name of a folder.
    YearFromFolder = "year-from-folder",
    /// A document of other years than asked for.
    YearNotFound = "year-not-found",
    /// A line of a file of deflators or heads that is not what it should be.
    YardstickInvalid = "yardstick-invalid",
    /// A year that such a file lacks.
    YardstickMissing = "yardstick-missing",
    /// A code that another version of this program has.
    Unknown = "unknown",
}

impl Code {
    /// Whether a part of a table could not be read, so that a sum over it is open.
    pub const fn is_unread_cell(self) -> bool {
        matches!(self, Self::NumberUnreadable | Self::RowUnreadable | Self::HeadingUnreadable)
    }
}

/// In the order of their names, in which problems of one place are told.
impl Ord for Code {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Ok(Self::named(&name))
    }
}
