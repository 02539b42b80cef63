"""What accounts give others: purposes of links."""

from django.urls import reverse

from nastavnik.kernel.contracts import LinkPurpose, link_purposes

link_purposes.add(
    LinkPurpose("invitation", "Приглашение в систему", lambda link: reverse("accounts:invitation"), 30, True)
)
link_purposes.add(LinkPurpose("password_reset", "Новый пароль", lambda link: reverse("accounts:invitation"), 1, True))
