"""Addresses outside any municipality."""

from django.urls import path

from .views import account, demo, identity, login

app_name = "people"
urlpatterns = [
    path("logg-inn/", login.log_in, name="login"),
    path("logg-inn/kode/", login.login_code, name="login-code"),
    path("logg-inn/velkommen/", login.welcome, name="welcome"),
    path("logg-inn/id-porten/", identity.oidc_start, name="oidc-start"),
    path("logg-inn/id-porten/svar/", identity.oidc_callback, name="oidc-callback"),
    path("logg-ut/", login.log_out, name="logout"),
    path("sprak/", login.language_set, name="language-set"),
    path("min-konto/", account.account, name="account"),
    path("min-konto/e-post/", account.account_email, name="account-email"),
    path("min-konto/e-post/kode/", account.account_email_code, name="account-email-code"),
    path("min-konto/data/", account.account_data, name="account-data"),
    path("min-konto/slutt/", account.account_leave, name="account-leave"),
    path("farvel/", account.farewell, name="farewell"),
    path("demo/post/", demo.demo_mail, name="demo-mail"),
]
