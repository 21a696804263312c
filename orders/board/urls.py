from django.urls import path

from orders.board import views

urlpatterns = [
    path("staff/board/", views.choose, name="board-houses"),
    path("staff/board/<slug:code>/", views.board, name="board"),
    path("staff/board/<slug:code>/do/", views.do, name="board-do"),
    path("staff/board/<slug:code>/shelf/", views.ask, {"what": "shelf"}, name="board-shelf"),
    path("staff/board/<slug:code>/courier/", views.ask, {"what": "courier"}, name="board-courier"),
    path("staff/documents/<slug:what>/", views.printed, name="board-print"),
]
