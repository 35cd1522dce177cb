"""One's own account. Ours stand before allauth's at /accounts/, so that they answer first."""

from django.urls import include, path

from partnership.accounts import views

own = [
    path("login/", views.SignInView.as_view(), name="sign_in"),
    path("password/reset/", views.RecoverView.as_view(), name="recover_account"),
    path("profile/", views.EditProfileView.as_view(), name="edit_profile"),
    path("my-data/", views.MyData.as_view(), name="show_my_data"),
    path("my-data/copy/", views.ExportMyData.as_view(), name="export_my_data"),
    path("invitation/", views.AcceptInvitationView.as_view(), name="accept_invitation"),
    path("invitation/renew/", views.renew_invitation, name="renew_invitation"),
    path("invitation/<str:token>/", views.open_invitation, name="open_invitation"),
]

urlpatterns = [
    path("accounts/", include((own, "accounts"))),
    path("accounts/", include("allauth.urls")),
    path("l/<str:token>/", views.open_link, name="open_link"),
    path("i18n/setlang/", views.set_language, name="set_language"),
]
