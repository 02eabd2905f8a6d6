"""What can be in the way, as facts; each carries the sentence for whoever runs the site."""


class BackupRefused(Exception):
    """No backup was made; what was there before is untouched."""


class ArchiveRefused(Exception):
    """The file is no whole backup of this site: damaged, foreign, locked or hostile."""


class RestoreRefused(Exception):
    """Nothing was put in place."""


class NotProved(Exception):
    """What was unpacked is not what the manifest tells."""
