"""Who signs papers, with dates: the head, a deputy for the time of absence, a unit's head by power of attorney."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from nastavnik.features.organizations import rules
from nastavnik.features.organizations.models import Signer
from nastavnik.kernel import journal
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.errors import InputRefused, WrongState
from nastavnik.kernel.tenancy import Unit

FIELDS = ("last", "first", "middle", "gender", "post", "acting", "basis", "unit", "valid_from", "valid_to")


def _check(signer: Signer) -> None:
    problem = rules.span_problem(signer.valid_from, signer.valid_to, acting=signer.acting)
    if problem:
        raise InputRefused(problem, field="valid_to")
    if not signer.last.strip() or not signer.first.strip():
        raise InputRefused("Нужны фамилия и имя: они стоят под каждым документом.", field="last")
    if not signer.post.strip():
        raise InputRefused("Укажите должность: она стоит перед подписью.", field="post")
    others = Signer.objects.filter(unit=signer.unit, acting=signer.acting).exclude(pk=signer.pk)
    for other in others:
        if rules.overlap(signer.valid_from, signer.valid_to, other.valid_from, other.valid_to):
            raise InputRefused(
                f"В эти дни уже подписывает {other}. Укажите, по какое число, или смените даты.", field="valid_from"
            )


def add_signer(
    *,
    by: Actor,
    last: str,
    first: str,
    post: str,
    middle: str = "",
    gender: str = "",
    acting: bool = False,
    basis: str = "",
    unit: Unit | None = None,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
) -> Signer:
    """Errors: InputRefused (dates meet another signer's of the same kind, or an acting one has no end)."""
    by.must("organizations.signers", unit)
    signer = Signer(
        last=last, first=first, middle=middle, gender=gender, post=post, acting=acting, basis=basis, unit=unit,
        valid_from=valid_from, valid_to=valid_to,
    )  # fmt: skip
    with transaction.atomic():
        _check(signer)
        signer.save()
        journal.record(by, "organizations.signer_added", signer, acting=acting, valid_from=valid_from)
    return signer


def edit_signer(*, by: Actor, signer: Signer, **values: Any) -> Signer:
    by.must("organizations.signers", signer)
    with transaction.atomic():
        signer = Signer.objects.select_for_update().get(pk=signer.pk)
        changed = [name for name in FIELDS if name in values and getattr(signer, name) != values[name]]
        for name in changed:
            setattr(signer, name, values[name])
        _check(signer)
        if changed:
            signer.save(update_fields=changed)
            journal.record(by, "organizations.signer_changed", signer, fields=changed)
    return signer


def remove_signer(*, by: Actor, signer: Signer) -> None:
    """Take away one typed by mistake. The last head of the organisation stays: papers need a signature."""
    by.must("organizations.signers", signer)
    with transaction.atomic():
        heads = Signer.objects.filter(unit=None, acting=False)
        if not signer.acting and signer.unit_id is None and not heads.exclude(pk=signer.pk).exists():
            raise WrongState("Это единственное подписывающее лицо. Сначала добавьте другое.")
        journal.record(by, "organizations.signer_removed", signer)
        Signer.objects.filter(pk=signer.pk).delete()
