from django.urls import path

from nastavnik.features.today import views

app_name = "today"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
]
