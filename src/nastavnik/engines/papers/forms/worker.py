"""The limited side of forms: docxtpl with the sandbox of `sandbox`."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any

from ..catalogue import load
from ..errors import DataError
from ..textual import clean
from ..tree import Doubt
from ..typesetting import DOTS
from ..values import normalise
from .fill import Filled
from .parts import check_parts
from .sandbox import FormError, Sandbox, unknown

_DATE = re.compile(r"^\d{4}-\d\d-\d\d$")
_DEPTH = 8


def fill(docx: bytes, data: dict[str, Any], kind: str) -> Filled:
    """Fill a form with data. Raises `FormError`, `DataError`."""
    import docxtpl
    import jinja2

    values = dict(normalise(load(kind).fields, data)) if kind else plain(data, 0)
    doubts: dict[Doubt, None] = {}
    sandbox = Sandbox(lambda source, form, reason: doubts.update({Doubt(source, form, reason): None}))
    try:
        check_parts(docx)
        template = docxtpl.DocxTemplate(io.BytesIO(docx))
        names = template.get_undeclared_template_variables(sandbox)
        for name in sorted(names - set(values)):
            raise unknown(name, list(values))
        template = docxtpl.DocxTemplate(io.BytesIO(docx))
        template.render(values, sandbox)
        _single_stops(template)
        out = io.BytesIO()
        template.save(out)
    except jinja2.TemplateSyntaxError as error:
        raise FormError(f"поле записано с ошибкой ({_words(error)}). Наберите его заново целиком.") from None
    except jinja2.UndefinedError:
        raise FormError("в поле названо то, чего нет в данных. Проверьте имена полей.") from None
    except jinja2.TemplateError:
        raise FormError("поля заполнить не удалось. Проверьте их запись.") from None
    except TypeError:
        raise FormError("в поле сравнивается несравнимое, например текст с числом. Проверьте поля.") from None
    except (KeyError, ValueError, zipfile.BadZipFile, SyntaxError):
        raise FormError("файл повреждён внутри. Откройте его в редакторе и сохраните заново в .docx.") from None
    return Filled(out.getvalue(), tuple(sorted(names)), tuple(doubts))


def _single_stops(template: Any) -> None:
    """«2027 г.» at the end of a sentence brings its own full stop."""
    from docx.oxml.ns import qn

    for element in template.docx.element.iter(qn("w:t")):
        if element.text and ".." in element.text:
            element.text = DOTS.sub(".", element.text)


def plain(value: Any, depth: int) -> Any:
    """Data as they are: plain values only, dates read, texts cleaned."""
    if depth > _DEPTH:
        raise DataError("слишком глубокая вложенность")
    if isinstance(value, dict):
        return {clean(str(key)): plain(each, depth + 1) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each, depth + 1) for each in value]
    if isinstance(value, str):
        if _DATE.match(value):
            try:
                return dt.date.fromisoformat(value)
            except ValueError:
                return value
        return clean(value)
    if value is None or isinstance(value, bool | int | float | dt.date):
        return value
    raise DataError("здесь могут стоять только тексты, числа, списки и объекты")


def _words(error: Any) -> str:
    """What Jinja says, without its English: only the piece of the form it stumbled on."""
    message = str(error.message or "")
    if "end of template" in message:
        return "нет закрывающего {% endif %} или {% endfor %}"
    found = re.search(r"'([^']{1,40})'", message)
    return f"рядом с «{found[1]}»" if found and "end of" not in found[1] else "не закрыты скобки или поле пусто"
