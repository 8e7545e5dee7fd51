"""Official documents out: from a frozen `OfficialDocument` to .docx and PDF in the form of NĐ 30/2020/NĐ-CP."""
