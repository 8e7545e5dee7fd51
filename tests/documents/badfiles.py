"""Files that nobody should be able to hurt us with, made in code: name -> bytes and a word of the answer."""

from __future__ import annotations

import io
import zipfile
import zlib

from tests.documents.wordfiles import NS, TYPES, cell, para, table, word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def mini_pdf(*objects: str, trailer: str = "") -> bytes:
    """A PDF of these objects (numbered from 1; the first is the catalogue)."""
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    places = []
    for number, text in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1"))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    for place in places:
        out.write(f"{place:010d} 00000 n \n".encode())
    out.write(
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return out.getvalue()


def pdf_saying(text: str, *, catalogue: str = "", trailer: str = "") -> bytes:
    """A one-page PDF with a line of Helvetica."""
    stream = f"BT /F1 14 Tf 72 700 Td ({text}) Tj ET"
    return mini_pdf(
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        trailer=trailer,
    )


def zipped(parts: dict[str, bytes | str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return file.getvalue()


def with_document(xml: str) -> bytes:
    return zipped({"[Content_Types].xml": TYPES, "word/document.xml": xml})


def _xxe() -> bytes:
    return with_document(
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        f"<w:document {NS}><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>"
    )


def _laughs() -> bytes:
    lines = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    return with_document(
        f'<!DOCTYPE x [<!ENTITY a0 "ha">{lines}]><w:document {NS}><w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p>'
        "</w:body></w:document>"
    )


def _nested() -> bytes:
    inner = para("x")
    for _ in range(8):
        inner = table(cell(inner + para()) + cell("y"), columns=2)
    return word(inner)


def _macro() -> bytes:
    types = TYPES.replace("wordprocessingml.document.main", "ms-word.document.macroEnabled.main")
    return zipped({"[Content_Types].xml": types, "word/document.xml": "<x/>", "word/vbaProject.bin": b"\0"})


def _workbook() -> bytes:
    import openpyxl

    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    return file.getvalue()


def corpus() -> dict[str, tuple[bytes, str]]:
    """Every bad file with a part of the sentence that answers it."""
    good = word(para("Kế hoạch") * 50)
    pdf = pdf_saying("Ke hoach")
    encrypt = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> >> "
    )
    return {
        "rong.docx": (b"", "rỗng"),
        "trang.txt": (b"  \n\n ", "rỗng"),
        "cut.docx": (good[: len(good) // 2], "hỏng"),
        "cut.pdf": (b"%PDF-1.7\n1 0 obj\n<<", "hỏng"),
        "khoa.pdf": (
            pdf_saying("x", trailer=encrypt + "/ID [<41> <41>]"),
            "PDF này có mật khẩu nên không đọc được",
        ),
        "khoa.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        "bang-tinh.docx": (_workbook(), "Excel"),
        "trinh-chieu.docx": (
            zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<x/>"}),
            "trình chiếu",
        ),
        "nen.zip": (zipped({"a.txt": "x"}), "nén"),
        "nen.gz": (b"\x1f\x8b" + zlib.compress(b"x"), "nén"),
        "chuong-trinh.docx": (b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200), "chương trình"),
        "elf.txt": (b"\x7fELF" + bytes(60), "chương trình"),
        "web.pdf": (b"<!DOCTYPE html><script>1</script>%PDF-1.4\n" + pdf, "giả dạng"),
        "web.txt": ("<html><body>Kế hoạch</body></html>".encode(), "trang web"),
        "ma.txt": ("Kế hoạch\n<script src='x'></script>".encode(), "trang web"),
        "nhi-phan.bin": (bytes(range(256)) * 40, "không phải văn bản"),
        "latin.txt": ("Kế hoạch".encode("utf-16-le")[:3] + b"\xff\xfe\x00\x80", "không phải văn bản"),
        "bom.docx": (
            zipped({"[Content_Types].xml": TYPES, "word/document.xml": bytes(5 << 20)}),
            "bất thường",
        ),
        "nhieu.docx": (zipped({f"p{i}": "" for i in range(2_001)}), "phần bên trong"),
        "xxe.docx": (_xxe(), "thực thể"),
        "cuoi.docx": (_laughs(), "thực thể"),
        "macro.docm": (_macro(), "macro"),
        "sau.docx": (_nested(), "lồng nhau"),
        "xml-sau.docx": (with_document(f"<w:document {NS}><w:body>" + "<w:p>" * 5_000), "hỏng"),
        "xml-hong.docx": (with_document(f"<w:document {NS}><w:body><w:p>"), "hỏng"),
        "khong-chu.docx": (word(""), "không có"),
        "thieu.docx": (zipped({"[Content_Types].xml": TYPES, "word/styles.xml": "<x/>"}), "hỏng"),
        "la.ole": (OLE, "Không nhận ra"),
        "khong-trang.pdf": (
            mini_pdf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"),
            "hỏng",
        ),
    }
