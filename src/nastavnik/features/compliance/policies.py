"""Who runs the checker and decides about its findings."""

from nastavnik.kernel.policies import allow

POLICIES = {
    "compliance.view": allow("curator", "director", system=True),
    "compliance.accept": allow("curator", "director"),
    "compliance.accept_legal": allow(
        "director", refusal="Это требование закона. Принять замечание с обоснованием может только руководитель."
    ),
    "compliance.tune": allow("director", refusal="Правила проверки меняет руководитель."),
    "compliance.export": allow("curator", "director"),
}

ACTIONS = {
    "compliance.accepted": "Замечание принято с обоснованием",
    "compliance.withdrawn": "Принятое замечание снова на проверке",
    "compliance.rule_changed": "Изменено правило проверки",
    "compliance.figures_exported": "Выгружены цифры на дату",
    "compliance.findings_exported": "Выгружены замечания проверки",
    "compliance.folder_made": "Собрана папка для проверки",
}
