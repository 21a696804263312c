from django.urls import path

from members.wechat import views
from members.wechat.sandbox import views as sandbox

urlpatterns = [
    path("sign-in/wechat/", views.begin, name="wechat"),
    path("sign-in/wechat/back/", views.back, name="wechat-back"),
    path("me/wechat/", views.link, name="wechat-link"),
    path("me/wechat/removal/", views.unlink, name="wechat-removal"),
    path("sandbox/wechat/connect/oauth2/authorize", sandbox.authorize, name="wechat-sandbox"),
    path("sandbox/wechat/sns/oauth2/access_token", sandbox.access_token, name="wechat-sandbox-token"),
    path("sandbox/wechat/sns/userinfo", sandbox.userinfo, name="wechat-sandbox-userinfo"),
]
