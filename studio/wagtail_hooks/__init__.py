"""What the ground tells Wagtail of: that something exists, and nothing else."""

# first: nobody has asked for the policy of accounts by then
from studio.wagtail_hooks import people  # noqa: F401

# isort: split
from studio.wagtail_hooks import editing, first_page, reports  # noqa: F401
