"""Everything that changes documents. One verb each."""

from nastavnik.features.documents.services.acquaintance import (
    acquaint,
    call_to_acquaint,
    drop_acquaintance,
    outside_act,
    start_acquaintance,
    start_acquaintance_sheets,
    take_back_acquaintance,
)
from nastavnik.features.documents.services.amendments import draft_amendment, draft_repeal
from nastavnik.features.documents.services.drafts import discard, draft, edit, refresh
from nastavnik.features.documents.services.own_forms import end_form, keep_form
from nastavnik.features.documents.services.packages import start_package
from nastavnik.features.documents.services.registers import register, register_many, save_register, standard_registers
from nastavnik.features.documents.services.reviews import call_off, decide, hand_over, save_rule, send
from nastavnik.features.documents.services.signing import (
    attach_scan,
    mark_printed,
    obstacles_of,
    record_prior,
    repeal,
    sign,
)
from nastavnik.features.documents.services.stacks import sign_stack, start_signing

__all__ = [
    "acquaint",
    "attach_scan",
    "call_off",
    "call_to_acquaint",
    "decide",
    "discard",
    "draft",
    "draft_amendment",
    "draft_repeal",
    "drop_acquaintance",
    "edit",
    "end_form",
    "hand_over",
    "keep_form",
    "mark_printed",
    "obstacles_of",
    "outside_act",
    "record_prior",
    "refresh",
    "register",
    "register_many",
    "repeal",
    "save_register",
    "save_rule",
    "send",
    "sign",
    "sign_stack",
    "standard_registers",
    "start_acquaintance",
    "start_acquaintance_sheets",
    "start_package",
    "start_signing",
    "take_back_acquaintance",
]
