"""Addresses of accounts beside allauth's."""

from django.urls import path, re_path

from marketplace.accounts.views import colleagues, confirmation, invitations, partners, profile

urlpatterns = [
    path("", profile.account, name="account-detail"),
    path("organisation/", profile.organisation_switch, name="organisation-switch"),
    path("language/", profile.language_switch, name="language-switch"),
    path("colleagues/", colleagues.colleagues, name="colleague-list"),
    path("colleagues/invite/", colleagues.colleague_invite, name="colleague-invite"),
    path("partners/", partners.partners, name="partner-list"),
    path("memberships/<int:pk>/confirm/", confirmation.membership_confirm, name="membership-confirm"),
    path("memberships/<int:pk>/refuse/", confirmation.membership_refuse, name="membership-refuse"),
    path("memberships/<int:pk>/end/", colleagues.membership_end, name="membership-end"),
    path("memberships/<int:pk>/stand-in/", colleagues.stand_in, name="membership-stand-in"),
    path("invitations/<int:pk>/withdraw/", colleagues.invitation_withdraw, name="invitation-withdraw"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation-detail"),
    re_path(
        r"^join-requests/(?P<pk>[0-9]+)/(?P<step>accept|refuse)/$",
        colleagues.join_request_step,
        name="join-request-step",
    ),
]
