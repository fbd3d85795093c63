"""Plain e-mails of this room, in the language of the moment. They are sent at once, and never inside a transaction."""

import logging
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

logger = logging.getLogger("dugnad.people.mail")


def send(template: str, to: str, **context: Any) -> bool:
    """Send people/mail/<template>.txt, whose first line is the subject; return False when the mail server fails."""
    text = render_to_string(f"people/mail/{template}.txt", {"base_url": settings.BASE_URL, **context})
    subject, _, body = text.strip().partition("\n")
    message = EmailMessage(" ".join(subject.split()), body.strip() + "\n", to=[to], headers={"Auto-Submitted": "auto-generated"})
    try:
        message.send()
    except OSError as error:
        # smtplib's errors are OSErrors too. The address stays out of the log.
        logger.error("An e-mail (%s) could not be sent: %s", template, type(error).__name__)
        return False
    return True
