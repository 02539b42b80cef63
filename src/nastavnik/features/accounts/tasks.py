"""Background work of accounts."""

from __future__ import annotations

import uuid

from nastavnik.features.accounts import services
from nastavnik.kernel import jobs


@jobs.handler("accounts.mail_reset")
def mail_reset(run: jobs.Run) -> None:
    services.mail_reset(by=run.by, account_id=uuid.UUID(run.args["account"]))
