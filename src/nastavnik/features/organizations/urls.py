from django.urls import path

from nastavnik.features.organizations.views import founding, parts, work

app_name = "organizations"
urlpatterns = [
    path("setup/", founding.setup, name="setup"),
    path("settings/practice/", founding.practice, name="practice"),
    path("settings/", parts.settings_page, name="settings"),
    path("settings/requisites/", parts.requisites, name="requisites"),
    path("settings/rules/", parts.rules_page, name="rules"),
    path("settings/signers/new/", parts.signer, name="signer_new"),
    path("settings/signers/<uuid:pk>/", parts.signer, name="signer"),
    path("settings/signers/<uuid:pk>/remove/", parts.signer_remove, name="signer_remove"),
    path("settings/units/new/", parts.unit, name="unit_new"),
    path("settings/units/<uuid:pk>/", parts.unit, name="unit"),
    path("settings/units/<uuid:pk>/close/", parts.unit_close, name="unit_close"),
    path("settings/units/<uuid:pk>/reopen/", parts.unit_reopen, name="unit_reopen"),
    path("settings/years/", parts.years, name="years"),
    path("settings/years/open/", parts.year_open, name="year_open"),
    path("settings/years/<uuid:pk>/start/", parts.year_start, name="year_start"),
    path("settings/years/<uuid:pk>/close/", parts.year_close, name="year_close"),
    path("settings/years/<uuid:pk>/cancel/", parts.year_cancel, name="year_cancel"),
    path("settings/journal/", work.journal_page, name="journal"),
    path("settings/journal/check/", work.journal_check, name="journal_check"),
    path("jobs/", work.job_list, name="jobs"),
    path("jobs/<uuid:pk>/", work.job, name="job"),
    path("jobs/<uuid:pk>/progress/", work.job_progress, name="job_progress"),
    path("jobs/<uuid:pk>/stop/", work.job_stop, name="job_stop"),
    path("jobs/<uuid:pk>/files/<int:number>/", work.job_file, name="job_file"),
]
