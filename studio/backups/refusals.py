"""What can be in the way, as facts; each carries the sentence for whoever runs the site."""


class BackupRefused(Exception):
    """No backup was made; what was there before is untouched."""


class ArchiveRefused(Exception):
    """The file is no whole backup of this site: damaged, foreign, locked or hostile."""


class RestoreRefused(Exception):
    """Nothing was put in place."""


class AtWork(BackupRefused, RestoreRefused):
    """Another process makes, restores or proves a backup in the folder just now."""


class MadeAlready(Exception):
    """The backup of the day was made by somebody else: nothing is left to do."""


class NotProved(Exception):
    """What was unpacked is not what the manifest tells."""
