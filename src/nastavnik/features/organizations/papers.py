"""The organisation and its signer as the templates of papers want them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from nastavnik.features.organizations.models import Signer
from nastavnik.kernel.tenancy import Organization


def signer_data(signer: Signer) -> dict[str, Any]:
    return {
        "last": signer.last,
        "first": signer.first,
        "middle": signer.middle,
        "gender": signer.gender,
        "post": signer.post,
        "acting": signer.acting,
    }


def organization_data(organization: Organization, *, on: dt.date, signer: Signer | None = None) -> dict[str, Any]:
    """`org` and `signer` of every template. Empty requisites are left out, so that the paper shows a place for the pen."""
    org = {
        "full_name": organization.full_name,
        "short_name": organization.short_name,
        "full_name_gen": organization.name_forms.get("gen", ""),
        "authority": organization.founder,
        "place": organization.place,
        "address": organization.address,
        "phone": organization.phone,
        "email": organization.email,
        "site": organization.site,
        "inn": organization.inn,
        "ogrn": organization.ogrn,
    }
    data: dict[str, Any] = {"org": {name: value for name, value in org.items() if value}}
    if signer is not None:
        data["signer"] = signer_data(signer)
    return data
