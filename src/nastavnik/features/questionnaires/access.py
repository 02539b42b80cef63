"""Who may reach which page of the questionnaires."""

from nastavnik.features.questionnaires.policies import LINKS
from nastavnik.kernel.access import ANY, page

SEE = ("curator", "director", "tutor")
WORK = ("curator", "director")

ACCESS = {
    "questionnaires:list": page(*SEE),
    "questionnaires:new": page(*WORK),
    "questionnaires:preview": page(*SEE, code="Q-MR-SHORT"),
    "questionnaires:campaign": page(*SEE, obj="campaign", whole=("tutor",)),
    "questionnaires:add": page(*WORK, obj="campaign", post=True),
    "questionnaires:paper": page(*WORK, obj="campaign"),
    "questionnaires:sheets": page(*WORK, obj="campaign", post=True),
    "questionnaires:slips": page(*WORK, obj="campaign", post=True),
    "questionnaires:open_link": page(*WORK, obj="campaign", post=True),
    "questionnaires:kiosk": page(*WORK, obj="campaign", post=True),
    "questionnaires:kiosk_close": page(*WORK, obj="campaign", post=True),
    "questionnaires:answers": page(*WORK, obj="campaign"),
    "questionnaires:export": page(*WORK, obj="campaign"),
    "questionnaires:prolong": page(*WORK, obj="campaign", post=True),
    "questionnaires:close": page(*WORK, obj="campaign"),
    "questionnaires:response": page(*WORK, obj="response"),
    "questionnaires:waiting": page(*WORK, obj="waiting_answer"),
    "questionnaires:discard": page(*WORK, obj="waiting_answer", post=True),
    "questionnaires:own": page(*ANY),
    "questionnaires:own_enter": page(*ANY, obj="campaign"),
    # whoever was asked answers, whatever the role: the invitation decides
    "questionnaires:survey": page(*ANY, links=LINKS),
    "questionnaires:survey_who": page(*ANY, links=LINKS),
    "questionnaires:survey_one": page(*ANY, links=LINKS, number="1"),
    "questionnaires:survey_all": page(*ANY, links=LINKS),
    "questionnaires:survey_check": page(*ANY, links=LINKS),
    "questionnaires:survey_send": page(*ANY, links=LINKS, post=True),
    "questionnaires:survey_done": page(*ANY, links=LINKS),
    "questionnaires:survey_leave": page(*ANY, links=LINKS),
}
