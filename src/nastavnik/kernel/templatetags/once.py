from uuid import uuid4

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from nastavnik.kernel.once import FIELD

register = template.Library()


@register.simple_tag
def once() -> SafeString:
    """Hidden key that makes a form sent twice act once."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid4())
