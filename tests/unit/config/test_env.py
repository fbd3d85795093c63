"""What an operator sets is read as meant, and what is wrong stops the start with its name."""

from pathlib import Path

import pytest

from dugnad.config.env import BadSetting, Environment, UnknownSetting, read_environment, read_file

KEYS = {"DUGNAD_SECRET_KEY": "s" * 50, "DUGNAD_IDENTITY_KEY": "i" * 50}


def test_it_reads_words_numbers_and_yes_or_no_and_leaves_other_programs_settings_alone() -> None:
    found = read_environment(
        {**KEYS, "DUGNAD_WORKERS": "4", "DUGNAD_TRUSTED_PROXY": "Yes", "DUGNAD_HOSTS": "a.no", "PATH": "/bin"}
    )
    assert (found.workers, found.trusted_proxy, found.hosts, found.debug) == (4, True, "a.no", False)
    assert read_environment({"DUGNAD_DEBUG": "1", "DUGNAD_DEMO": "off"}) == Environment(debug=True)


def test_a_misspelt_name_is_never_silent() -> None:
    with pytest.raises(UnknownSetting, match="DUGNAD_HOST "):
        read_environment({**KEYS, "DUGNAD_HOST": "a.no"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DUGNAD_WORKERS", "many"),
        ("DUGNAD_DEMO", "maybe"),
        ("DUGNAD_DEMO", "1"),
        ("DUGNAD_SECRET_KEY", "short"),
        ("DUGNAD_IDENTITY_KEY", ""),
        ("DUGNAD_RESIDENCY_REGISTER", "fake"),
        ("DUGNAD_RESIDENCY_REGISTER", "http://register.example/"),
        ("DUGNAD_RESIDENCY_REGISTER", "folkeregisteret"),
    ],
)
def test_what_cannot_be_meant_in_production_stops_the_start(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        read_environment({**KEYS, name: value})


@pytest.mark.parametrize("register", ["", "https://register.example/bosted", "http://127.0.0.1:8099/bosted"])
def test_a_register_is_reached_over_tls_or_on_the_same_machine(register: str) -> None:
    assert read_environment({**KEYS, "DUGNAD_RESIDENCY_REGISTER": register}).residency_register == register


def test_a_file_of_settings_holds_a_name_and_a_value_a_line(tmp_path: Path) -> None:
    file = tmp_path / "dugnad.env"
    assert read_file(file) == {}
    file.write_text("# the keys\nDUGNAD_SECRET_KEY = a=b\n\nDUGNAD_HOSTS=x.no\n")
    assert read_file(file) == {"DUGNAD_SECRET_KEY": "a=b", "DUGNAD_HOSTS": "x.no"}
