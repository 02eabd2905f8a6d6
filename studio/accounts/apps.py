from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(WagtailUsersAppConfig):
    """Wagtail's accounts, with our views of them."""

    user_viewset = "studio.accounts.views.AccountViewSet"
