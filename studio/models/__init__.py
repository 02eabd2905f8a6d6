from studio.models.accesses import Access
from studio.models.backups import BackupNote
from studio.models.blockages import Blockage
from studio.models.chores import Chore
from studio.models.images import StudioImage, StudioRendition
from studio.models.navigation import FooterMenuItem, MainMenuItem, Navigation
from studio.models.outbox import Letter
from studio.models.pages import BasePage, PictureMixin
from studio.models.people import Person
from studio.models.remembered import RememberedSetting
from studio.models.second_factor import SecondFactorRule
from studio.models.site_settings import SiteSettings, SiteWords, SocialLink
from studio.models.tallies import Tally
from studio.models.users import User
from studio.numbering import CitationNumbering

__all__ = [
    "Access",
    "BackupNote",
    "BasePage",
    "Blockage",
    "Chore",
    "CitationNumbering",
    "FooterMenuItem",
    "Letter",
    "MainMenuItem",
    "Navigation",
    "Person",
    "PictureMixin",
    "RememberedSetting",
    "SecondFactorRule",
    "SiteSettings",
    "SiteWords",
    "SocialLink",
    "StudioImage",
    "StudioRendition",
    "Tally",
    "User",
]
