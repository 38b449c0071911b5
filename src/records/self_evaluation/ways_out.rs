//! Ways out that several readers of forms name.

use crate::problem::{Said, said};

/// Where flowing text cannot be read for certain.
pub(super) fn other_format() -> Said {
    said!("请改读该文件的其他格式（DOCX、XLSX、HTML）", "read the document in another format (DOCX, XLSX, HTML)")
}

/// Where cells run into each other.
pub(super) fn borders_lost() -> Said {
    said!(
        "这些单元格的边线已丢失；请改读该文件的其他格式（DOCX、XLSX、HTML）",
        "the borders of these cells are lost; read the document in another format (DOCX, XLSX, HTML)"
    )
}
