"""Makes the corpora the fuzz targets begin with, from tests/cases, under fuzz/corpus (not committed).

Needs Python 3.11 alone. Run from the root of the repository: `python3 fuzz/seeds.py`.
"""

import re
import zipfile
import zlib
from pathlib import Path

DOCUMENTS = Path("tests/cases/documents")
CORPUS = Path("fuzz/corpus")
BETWEEN = b"\n%%%\n"
LONGEST = 65536


def put(target, name, data):
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    # A longer file would be cut by the fuzzer; the front of it serves as well.
    (folder / name).write_bytes(data[:LONGEST])


def part(archive, name):
    return archive.read(name) if name in archive.namelist() else b""


def packed(path):
    """The parts of an Office file, one target each."""
    archive = zipfile.ZipFile(path)
    match path.suffix:
        case ".docx":
            put("docx", path.stem, part(archive, "word/document.xml"))
        case ".ods":
            put("ods", path.stem, part(archive, "content.xml"))
        case ".xlsx":
            sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
            for number, sheet in enumerate(sheets):
                parts = [sheet, "xl/sharedStrings.xml", "xl/styles.xml"]
                put("xlsx", f"{path.stem}-{number}", BETWEEN.join(part(archive, name) for name in parts))


def drawn(path):
    """What a PDF's pages draw, as far as its streams are plain or deflated."""
    data = path.read_bytes()
    for number, found in enumerate(re.finditer(rb"stream\r?\n(.*?)endstream", data, re.S)):
        body = found.group(1)
        try:
            body = zlib.decompressobj().decompress(body)
        except zlib.error:
            pass
        if re.search(rb"\bTf\b", body):
            put("pdf_page", f"{path.stem}-{number}", body)


def main():
    files = sorted(DOCUMENTS.iterdir())
    for path in files:
        kind = path.suffix[1:]
        if kind == "expected" or path.stat().st_size > LONGEST:
            continue
        put("anything", path.name, path.read_bytes())
        if kind in ("docx", "ods", "xlsx"):
            packed(path)
        elif kind in ("pdf", "doc", "xls", "html"):
            put(kind, path.name, path.read_bytes())
        if kind == "pdf":
            drawn(path)
        if kind == "html":
            put("records", path.name, path.read_bytes())
    for path in sorted(Path("tests/cases/records").glob("*.txt")) + sorted(Path("data/raw").rglob("*.txt")):
        put("text", path.name, path.read_bytes())
        put("records", path.name, path.read_bytes())
        put("anything", path.name, path.read_bytes())
    for text in ["１，234.50", "93.04%", "≥95%", "<11 月", "32.34 万元", "18..33", "2024 年度", "-0.0", "±3℃", "—", "12(万元)", "1e9"]:
        put("numbers", re.sub(r"\W", "_", text), text.encode())
    for path in sorted(Path("data/labels").glob("*.toml")):
        put("labels", path.name, path.read_bytes())
    put("pdf_page", "gbk", b"BT /F1 9 Tf 50 700 Td <CFEEC4BF> Tj ET 40 690 200 30 re S 40 690 m 240 690 l S")


main()
