"""Addresses of the questionnaires: the staff's under /surveys/, the participants' under /survey/."""

from django.urls import path

from nastavnik.features.questionnaires import own, survey, views

app_name = "questionnaires"

urlpatterns = [
    path("surveys/", views.campaigns, name="list"),
    path("surveys/new/", views.new, name="new"),
    path("surveys/ready/<slug:code>/", views.preview, name="preview"),
    path("surveys/<uuid:pk>/", views.campaign, name="campaign"),
    path("surveys/<uuid:pk>/add/", views.add, name="add"),
    path("surveys/<uuid:pk>/paper/", views.paper, name="paper"),
    path("surveys/<uuid:pk>/sheets/", views.sheets, name="sheets"),
    path("surveys/<uuid:pk>/links/", views.slips, name="slips"),
    path("surveys/<uuid:pk>/open-link/", views.open_link, name="open_link"),
    path("surveys/<uuid:pk>/kiosk/", views.kiosk, name="kiosk"),
    path("surveys/<uuid:pk>/kiosk/close/", views.kiosk_close, name="kiosk_close"),
    path("surveys/<uuid:pk>/answers/", views.answers, name="answers"),
    path("surveys/<uuid:pk>/export/", views.export, name="export"),
    path("surveys/<uuid:pk>/prolong/", views.prolong, name="prolong"),
    path("surveys/<uuid:pk>/close/", views.close, name="close"),
    path("surveys/answer/<uuid:pk>/", views.response, name="response"),
    path("surveys/waiting/<uuid:pk>/", views.waiting, name="waiting"),
    path("surveys/waiting/<uuid:pk>/discard/", views.discard, name="discard"),
    path("surveys/own/", own.own, name="own"),
    path("surveys/own/<uuid:pk>/", own.enter, name="own_enter"),
    path("survey/", survey.start, name="survey"),
    path("survey/who/", survey.who, name="survey_who"),
    path("survey/<int:number>/", survey.one, name="survey_one"),
    path("survey/all/", survey.whole, name="survey_all"),
    path("survey/check/", survey.check, name="survey_check"),
    path("survey/send/", survey.send, name="survey_send"),
    path("survey/done/", survey.done, name="survey_done"),
    path("survey/leave/", survey.leave, name="survey_leave"),
]
