"""The people of the demonstration. None of them exists."""

from collections.abc import Iterator
from datetime import datetime
from itertools import product

from dugnad.domain.text import fold
from dugnad.people.models import Assurance, Membership, Organisation, Residency, Role, User
from dugnad.tenancy.models import Municipality

DOMAIN = "demo.example"

SIGN_IN_AS = [
    (f"amina@{DOMAIN}", "Amina Yusuf", "17 år, har startet badeplassen i Asker"),
    (f"kari@{DOMAIN}", "Kari Moen", "innbygger i Asker"),
    (f"sofie@{DOMAIN}", "Sofie Bakke", "medarbeider i Asker"),
    (f"marit@{DOMAIN}", "Marit Lunde", "møtesekretær i Asker"),
    (f"henrik@{DOMAIN}", "Henrik Solli", "folkevalgt i Asker"),
    (f"nadia@{DOMAIN}", "Nadia Rahman", "tilrettelegger i Asker"),
    (f"geir@{DOMAIN}", "Geir Aune", "administrator i Asker"),
    (f"olai@{DOMAIN}", "Olai Klovning", "innbygger på Utsira"),
    (f"berit@{DOMAIN}", "Berit Helgesen", "medarbeider og administrator på Utsira"),
]

_ROLES = {
    "sofie": (Role.COWORKER, "rådgiver for medvirkning"),
    "marit": (Role.SECRETARY, "møtesekretær"),
    "henrik": (Role.REPRESENTATIVE, "kommunestyret"),
    "nadia": (Role.FACILITATOR, "tilrettelegger"),
    "geir": (Role.ADMINISTRATOR, "digitalisering"),
    "berit": (Role.COWORKER, "rådgiver"),
}

_FIRST = [
    "Anne",
    "Bjørn",
    "Camilla",
    "David",
    "Eirin",
    "Fredrik",
    "Grete",
    "Hassan",
    "Ingrid",
    "Jonas",
    "Karin",
    "Lars",
    "Maja",
    "Nils",
    "Oda",
    "Petter",
    "Ragnhild",
    "Sindre",
    "Tuva",
    "Ulrik",
    "Vilde",
    "Yasmin",
    "Zara",
    "Arne",
    "Berit",
    "Christian",
    "Dina",
    "Espen",
    "Frida",
    "Gunnar",
    "Hilde",
    "Ivar",
    "Julie",
    "Kjetil",
    "Liv",
    "Magnus",
    "Nora",
    "Omar",
    "Pia",
    "Roar",
]
_LAST = [
    "Aas",
    "Berg",
    "Dahl",
    "Eide",
    "Foss",
    "Gran",
    "Hauge",
    "Iversen",
    "Jensen",
    "Krog",
    "Lie",
    "Myhre",
    "Nes",
    "Opsahl",
    "Prestrud",
    "Ruud",
    "Strand",
    "Tangen",
    "Vik",
    "Wold",
]


def invented_names() -> Iterator[str]:
    """Yield believable names, each once, well mixed."""
    pairs = list(product(_FIRST, _LAST))
    # A step that shares no factor with the number of pairs visits each pair once.
    for index in range(len(pairs)):
        first, last = pairs[(index * 337) % len(pairs)]
        yield f"{first} {last}"


class Crowd:
    """The residents of one municipality, made as they are needed."""

    def __init__(self, municipality: Municipality, joined_at: datetime, names: Iterator[str]) -> None:
        self.municipality, self.joined_at, self._names = municipality, joined_at, names
        self._residents: list[User] = []

    def first(self, number: int, *, skip: int = 0) -> list[User]:
        """Return `number` residents, the same ones each time, after the first `skip`."""
        while len(self._residents) < number + skip:
            self._residents.append(self._resident(next(self._names)))
        return self._residents[skip : skip + number]

    def named(self, key: str) -> User:
        """Return one of the people who can sign in, as a resident here, with their role."""
        email = f"{key}@{DOMAIN}"
        found = User.objects.filter(email=email).first()
        if found:
            return found
        name = next(name for address, name, _what in SIGN_IN_AS if address == email)
        user = User.objects.create_user(email, name, created_at=self.joined_at, assurance=Assurance.EMAIL)
        self._registered(user)
        if key in _ROLES:
            role, title = _ROLES[key]
            self.give_role(user, role, title)
        return user

    def give_role(self, user: User, role: Role, title: str) -> None:
        """Give a person a role here."""
        Membership.objects.create(user=user, municipality=self.municipality, role=role, title=title, given_at=self.joined_at)

    def organisation(self, name: str, kind: str, spokesperson: User) -> Organisation:
        """Return an organisation with its spokesperson."""
        made, _new = Organisation.objects.get_or_create(
            municipality=self.municipality,
            folded=fold(name),
            defaults={"name": name, "kind": kind, "spokesperson": spokesperson, "created_at": self.joined_at},
        )
        return made

    def _resident(self, name: str) -> User:
        email = f"{fold(name).replace(' ', '.')}.{self.municipality.slug}@{DOMAIN}"
        user = User.objects.create_user(email, name, created_at=self.joined_at, assurance=Assurance.EMAIL)
        self._registered(user)
        return user

    def _registered(self, user: User) -> None:
        Residency.objects.create(
            user=user, municipality=self.municipality, source=Residency.Source.REGISTER, confirmed_at=self.joined_at
        )
