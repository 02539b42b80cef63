"""Odd but real files of a plan: what office programs, scanners of sites and people make of a table."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from nastavnik.engines.roadmaps.tests import layouts, prose_layouts, text_files
from nastavnik.engines.roadmaps.tests.plans import Plan
from nastavnik.engines.roadmaps.tests.text_files import Rows

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STAMP = "Документ подписан электронной подписью\nСертификат: 00A1B2C3D4E5F60718293A4B5C6D7E8F\nДействителен с 01.02.2025 по 01.02.2026"
_MEMBERS = [
    ("ФИО", "Должность", "Роль"),
    ("Соловьёва И. К.", "методист", "куратор"),
    ("Дятлов П. Р.", "учитель", "наставник"),
]


def _text(cell: object) -> tuple[str, int, int]:
    return text_files.spans(cell)  # type: ignore[arg-type]


def word(plan: Plan, rows: Rows, *, numbered: bool = False, noise: bool = False, edited: bool = False) -> bytes:
    """Word by hand. `numbered`: the points of a cell are automatic list items; `noise`: approval, contents, a table of
    members and a table of signatures around, a footnote; `edited`: tracked changes and a text box.
    """
    out: list[str] = []

    def run(text: str) -> str:
        safe = text.replace("&", "&amp;").replace("<", "&lt;")
        return f'<w:r><w:t xml:space="preserve">{safe}</w:t></w:r>'

    def para(text: str, listed: bool = False) -> str:
        numbering = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>' if listed else ""
        if edited and len(text) > 20:
            cut = text.rfind(" ")
            gone = '<w:del w:id="1" w:author="x"><w:r><w:delText>старые слова </w:delText></w:r></w:del>'
            return (
                f'<w:p>{numbering}{run(text[:cut])}{gone}<w:ins w:id="2" w:author="x">{run(text[cut:])}</w:ins></w:p>'
            )
        return f"<w:p>{numbering}{run(text)}</w:p>"

    def table(cells: list[list[str]]) -> str:
        lines = ["".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in cells]
        return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"

    if noise:
        out.append(table([[para("СОГЛАСОВАНО\nпедагогическим советом"), para("УТВЕРЖДАЮ\nДиректор Н. П. Орлова")]]))
        out += [para("Содержание"), *(para(f"{s.title} ........ {n + 2}") for n, s in enumerate(plan.stages))]
    out.append(para(plan.title))
    body = []
    above: dict[int, int] = {}
    for row in rows:
        line, column = "", 0
        while column < len(row):
            cell = row[column]
            if cell is None and above.get(column, 0) > 0:
                above[column] -= 1
                line += f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{para('')}</w:tc>"
                column += 1
                continue
            if cell is None:
                column += 1
                continue
            text, across, down = _text(cell)
            above[column] = down - 1
            lines = text.split("\n")
            items = numbered and len(lines) > 1
            paras = [para(re.sub(r"^(?:\d+[.)]|-) ", "", part) if items else part, items) for part in lines]
            merge = '<w:vMerge w:val="restart"/>' if down > 1 else ""
            line += f'<w:tc><w:tcPr><w:gridSpan w:val="{across}"/>{merge}</w:tcPr>{"".join(paras)}</w:tc>'
            column += across
        body.append(f"<w:tr>{line}</w:tr>")
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    out.append(f"<w:tbl><w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr>{''.join(body)}</w:tbl>")
    if noise:
        out += [para("Состав рабочей группы"), table([[para(cell) for cell in row] for row in _MEMBERS])]
        out += [para("Куратор ____________ И. К. Соловьёва"), *(para(line) for line in _STAMP.split("\n"))]
    if edited:
        box = "<w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>Приложение 2</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
        out.insert(0, f"<w:p><w:r>{box}</w:r></w:p>")
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document {_W} xmlns:v="urn:schemas-microsoft-com:vml"><w:body>{"".join(out)}</w:body></w:document>'
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/></w:lvl>'
    numbering = f'<?xml version="1.0"?><w:numbering {_W}><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>'
        f'<Override PartName="/word/numbering.xml" ContentType="{kind}.numbering+xml"/></Types>'
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def links(name: str, target: str) -> str:
        one = f'<Relationship Id="rId1" Type="{office}/{name}" Target="{target}"/>'
        return f'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{one}</Relationships>'

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", links("officeDocument", "word/document.xml"))
        archive.writestr("word/_rels/document.xml.rels", links("numbering", "numbering.xml"))
        archive.writestr("word/document.xml", document)
        archive.writestr("word/numbering.xml", numbering)
    return packed.getvalue()


def book(plan: Plan, rows: Rows) -> bytes:
    """Excel: the heading in row 6, a hidden column and a hidden row, further sheets with people and a hidden one."""
    import openpyxl

    made = openpyxl.Workbook()
    people = made.active
    people.title = "Участники"
    for row in _MEMBERS:
        people.append(row)
    sheet = made.create_sheet("План")
    sheet["A1"], sheet["C2"], sheet["A4"] = "УТВЕРЖДАЮ", "Директор Н. П. Орлова", plan.title
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell is None:
                continue
            text, across, down = _text(cell)
            sheet.cell(r + 6, c + 1, text)
            if across > 1 or down > 1:
                sheet.merge_cells(start_row=r + 6, start_column=c + 1, end_row=r + 5 + down, end_column=c + across)
    last = len(rows) + 6
    sheet.cell(last, 1, "черновик строки")
    sheet.row_dimensions[last].hidden = True
    sheet.cell(8, len(rows[0]) + 1, "служебная пометка")
    sheet.column_dimensions[openpyxl.utils.get_column_letter(len(rows[0]) + 1)].hidden = True
    made.create_sheet("Черновик").sheet_state = "hidden"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def pdf(plan: Plan, rows: Rows, *, ruled: bool) -> bytes:
    """PDF with a heading repeated on each page, page numbers, hyphenation; without rules where `ruled` is false."""
    import typst

    def quote(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def box(cell: object) -> str:
        text, across, down = _text(cell)
        lines = ", ".join(f"par(text({quote(line)}))" for line in text.split("\n"))
        return f"table.cell(colspan: {across}, rowspan: {down}, breakable: true)[#({lines},).join()]"

    def width(cell: object) -> str:
        name = "" if cell is None else _text(cell)[0]
        return "1.3cm" if name.startswith("№") else "2fr" if "ероприят" in name else "1.2fr"

    columns = ", ".join(width(cell) for cell in rows[0])
    top = max(_text(cell)[2] for cell in rows[0] if cell is not None)
    header = ", ".join(box(cell) for row in rows[:top] for cell in row if cell is not None)
    body = ", ".join(box(cell) for row in rows[top:] for cell in row if cell is not None)
    style = "stroke: 0.5pt" if ruled else "stroke: none, column-gutter: 4pt"
    source = (
        '#set page(paper: "a4", margin: 1.8cm, numbering: "1")\n#set text(size: 10pt, lang: "ru", hyphenate: true)\n'
        f"#align(center)[#text({quote(plan.title)})]\n"
        f"#table(columns: ({columns}), {style}, table.header({header}), {body})\n"
    )
    return typst.compile(source.encode())


def interleaved(plan: Plan, rows: Rows) -> bytes:
    """Copied from a viewer with the layout lost: cells of each row line by line, page furniture between."""
    lines = [plan.title, ""]
    for at, row in enumerate(rows):
        lines += [_text(cell)[0].replace("\n", " ") for cell in row if _text(cell)[0]]
        if at % 9 == 8:
            lines += ["", f"Страница {at // 9 + 1} из 7", ""]
    return "\n".join(lines + _STAMP.split("\n")).encode("utf-16")


def order_points(plan: Plan) -> str:
    """A plan written as an annex to an order: «1. Этап», «1.1. …, срок: …, ответственный: …»."""
    lines = ["Приложение 1 к приказу от 29.08.2025 № 114-О", plan.title, ""]
    for stage in plan.stages:
        lines.append(f"{stage.number}. {stage.title}")
        for a in stage.activities:
            a.result = ""
            lines.append(f"{a.number}. {a.title} (срок: {a.terms}; ответственный: {a.responsible}).")
    return "\n".join(lines)


def lettered(plan: Plan) -> str:
    """«Этап 1 …», «а) …» with labels below."""
    lines = [plan.title, ""]
    for stage in plan.stages:
        lines.append(f"Этап {stage.number}. {stage.title}")
        for letter, a in zip("абвгдежз", stage.activities, strict=False):
            a.result = ""
            lines += [f"{letter}) {a.title};", f"Срок: {a.terms}", f"Ответственный: {a.responsible}"]
    return "\n".join(lines)


def months(plan: Plan) -> Rows:
    """Stages are months; the term of an activity without its own is the month."""
    names = ["Сентябрь", "Октябрь", "Ноябрь", "Декабрь", "Январь", "Февраль"]
    rows: Rows = [["№", "Мероприятие", "Ответственный", "Результат"]]
    for stage, name in zip(plan.stages, names, strict=False):
        stage.title = name
        rows.append([(name, 4, 1), None, None, None])
        for at, a in enumerate(stage.activities):
            a.terms = name
            rows.append([str(at + 1), a.title, a.responsible, a.result])
    return rows


Office = Callable[[Plan, Rows], bytes]
OFFICE: dict[str, tuple[str, Office]] = {
    "Word": ("docx", lambda p, r: word(p, r)),
    "Word, автонумерация": ("docx", lambda p, r: word(p, r, numbered=True)),
    "Word с чужими таблицами": ("docx", lambda p, r: word(p, r, noise=True)),
    "Word с правками": ("docx", lambda p, r: word(p, r, edited=True)),
    "Excel, шапка не сверху": ("xlsx", book),
    "PDF с линейками": ("pdf", lambda p, r: pdf(p, r, ruled=True)),
    "PDF без линеек": ("pdf", lambda p, r: pdf(p, r, ruled=False)),
    "HTML": ("html", layouts.to_html),
    "CSV": ("csv", layouts.to_csv),
    "таблица с табуляцией": ("txt", layouts.to_tabs),
    "Markdown": ("md", layouts.to_markdown),
    "по ячейке в строке": ("txt", interleaved),
}
TEXTS: dict[str, Callable[[Plan], str]] = {"пункты приказа": order_points, "буквы": lettered, **prose_layouts.TEXTS}
