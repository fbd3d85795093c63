"""How a model says which of its fields are personal data, why they are held and for how long."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PersonalDatum:
    """Purpose, legal basis (GDPR article or act) and retention of one field, in English for the record of processing."""

    purpose: str
    basis: str
    retention: str


PUBLIC_TASK = "GDPR 6(1)(e)"
PUBLIC_TASK_POLITICAL = "GDPR 6(1)(e), 9(2)(g)"
AGREEMENT = "GDPR 6(1)(b)"
ACCOUNT = "until the person leaves"
WITH_MATTER = "as long as the matter is kept; unlinked from the person when they leave"
