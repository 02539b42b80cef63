"""Pages against a bare Django view that makes one query and renders a template of equal bytes, in one process.

Goal: at most three times the bare view for the roadmap of about 50 activities, 1 000 people, «Сегодня» with 100 pairs.
The last column is the same page just after a fact has changed, when nothing remembered may be used.
"""

from __future__ import annotations

import sys
import types

import common


def bare_pages(texts: dict[str, str]) -> types.ModuleType:
    """A urlconf of one view: a query, a template that holds the page's bytes."""
    from django.http import HttpRequest, HttpResponse
    from django.template import Context, Template
    from django.urls import path

    from nastavnik.kernel import access
    from nastavnik.kernel.tenancy import Account

    templates = {
        name: Template(text.replace("{%", "").replace("{{", "") + "{{ account.login }}") for name, text in texts.items()
    }

    def view(request: HttpRequest, name: str) -> HttpResponse:
        account = Account.objects.get(login="curator")
        return HttpResponse(templates[name].render(Context({"account": account})))

    module = types.ModuleType("bare_urls")
    module.urlpatterns = [path("bare/<str:name>/", view, name="bare")]  # type: ignore[attr-defined]
    sys.modules["bare_urls"] = module
    access.register({"bare": access.public()})
    return module


def main() -> None:
    common.start()
    _, client = common.organization(people=1000, pairs=100)
    from django.test import override_settings

    wanted = {"roadmap": "/roadmap/", "people": "/people/", "today": "/", "pairs": "/pairs/"}
    texts = {}
    for name, path in wanted.items():
        answer = client.get(path, follow=True)
        if answer.status_code != 200:
            print(f"{name:<10} ответил {answer.status_code}, пропущен")
            continue
        texts[name] = answer.content.decode()
    bare_pages(texts)
    from nastavnik.kernel import memo

    def anew(path: str) -> None:
        memo.forget()
        client.get(path, follow=True)

    print(f"{'страница':<10} {'байт':>8} {'мс':>8} {'голая, мс':>10} {'отношение':>10} {'после правки, мс':>18}")
    for name in texts:
        path = wanted[name]
        ours = common.median_ms(lambda path=path: client.get(path, follow=True))  # type: ignore[misc]
        with override_settings(ROOT_URLCONF="bare_urls"):
            bare = common.median_ms(lambda name=name: client.get(f"/bare/{name}/"))  # type: ignore[misc]
        first = common.median_ms(lambda path=path: anew(path), times=5)  # type: ignore[misc]
        print(
            f"{name:<10} {len(texts[name].encode()):>8} {ours:>8.1f} {bare:>10.1f} {ours / bare:>10.1f} {first:>18.1f}"
        )


if __name__ == "__main__":
    main()
