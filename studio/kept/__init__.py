"""What the ground and what it stands on keep about people (see ``studio/personal_data.py``)."""
