"""An organisation's own Word forms with fields: `{{ mentor|fio("dat") }}`, `{% if rep %}`, `{%tr for pair in pairs %}`.

    filled = fill_form(docx, data, name="приказ.docx", kind="order_pairs")

The file comes from outside: it is checked as a container, then read and filled by docxtpl in a limited process, with an
environment that knows plain values and this engine's filters only (see `sandbox`).
"""

from __future__ import annotations

from .fill import Filled, FormError, check_form, fill_form

__all__ = ["Filled", "FormError", "check_form", "fill_form"]
