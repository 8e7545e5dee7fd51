"""The form of official documents (NĐ 30/2020/NĐ-CP, Phụ lục I) as data, and how a .docx is measured against it."""
