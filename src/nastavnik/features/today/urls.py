from django.urls import path

from nastavnik.features.today import views

app_name = "today"
urlpatterns = [
    path("", views.home, name="home"),
    path("my/children/<uuid:pk>/", views.child, name="child"),
    path("search/", views.search, name="search"),
]
