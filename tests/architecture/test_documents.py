"""Documents that are made from the code say what the code says."""

from dugnad.threads import registry
from scripts import generate_processing_docs, generate_rights_docs, generate_settings_docs, generate_subscription_docs

from .house import ROOT, assert_none, rooms


def test_it_documents_every_setting() -> None:
    assert generate_settings_docs.TARGET.read_text() == generate_settings_docs.render(), "Run `make docs`."


def test_it_documents_every_subscription() -> None:
    assert generate_subscription_docs.TARGET.read_text() == generate_subscription_docs.render(), "Run `make docs`."


def test_it_documents_every_right() -> None:
    assert generate_rights_docs.TARGET.read_text() == generate_rights_docs.render(), "Run `make docs`."


def test_it_records_all_processing_of_personal_data() -> None:
    assert generate_processing_docs.TARGET.read_text() == generate_processing_docs.render(), "Run `make docs`."


def test_it_says_what_each_listener_does() -> None:
    faults = [
        f"{function.__module__}.{function.__qualname__}"
        for act in registry.subscriptions()
        for function in registry.listeners(act)
        if not function.__doc__
    ]
    assert_none(faults, "A listener without a docstring:")


def test_it_introduces_each_room() -> None:
    faults = [f"dugnad/{room}/README.md" for room in rooms() if not (ROOT / "dugnad" / room / "README.md").exists()]
    assert_none([fault for fault in faults if "/config/" not in fault], "A room without a README (words, states, rules, doors):")
