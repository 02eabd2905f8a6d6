"""What of the desk shows readers, as the record of who saw them names it."""

from django.utils.translation import gettext_lazy as _

from studio import accesses

LIST = accesses.subject("comments", _("List of reader comments"))
COMMENT = accesses.subject("comment", _("Reader comment, with its writer"))
