"""Writes of talk, moderation, following and telling; the doors that other rooms use."""

from .following import follow, resume_mail, stop_mail, unfollow
from .notices import tell, tell_person

__all__ = ["follow", "resume_mail", "stop_mail", "tell", "tell_person", "unfollow"]
