"""The environment: what is missing has a sound default, and a bad value stops the start with its name."""

from __future__ import annotations

import stat

import pytest

from config import BadConfiguration, read_config

KEYS = {"SECRET_KEY": "ab" * 32, "VOTING_KEY": "cd" * 32}


def read(tmp_path, **values):
    return read_config({"INSTANCE_DIR": str(tmp_path / "instance"), **KEYS, **values})


def test_without_anything_set_it_is_a_safe_server_on_sqlite(tmp_path):
    config = read(tmp_path)
    assert config.database_url == f"sqlite:///{tmp_path / 'instance' / 'leve-de-buurt.sqlite'}"
    assert config.is_sqlite
    assert config.secure_cookies
    assert not config.demo
    assert not config.testing
    assert config.trusted_proxies == 0
    assert config.argon2_memory_kib == 19456
    assert config.smtp_url is None


def test_demo_mode_is_only_there_when_it_was_asked_for(tmp_path):
    assert read(tmp_path, DEMO="1").demo
    assert not read(tmp_path, DEMO="0").demo


@pytest.mark.parametrize("written", ["postgres://a@b/c", "postgresql://a@b/c", "postgresql+psycopg://a@b/c"])
def test_postgres_addresses_as_hosts_write_them_are_understood(tmp_path, written):
    config = read(tmp_path, DATABASE_URL=written)
    assert config.database_url == "postgresql+psycopg://a@b/c"
    assert not config.is_sqlite


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEMO", "yes"),
        ("DEMO", "true"),
        ("DEMO", ""),
        ("SECURE_COOKIES", "on"),
        ("DATABASE_URL", "mysql://a@b/c"),
        ("DATABASE_URL", "leve-de-buurt.sqlite"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "z" * 64),
        ("VOTING_KEY", "ab" * 31),
        ("TRUSTED_PROXIES", "-1"),
        ("TRUSTED_PROXIES", "6"),
        ("TRUSTED_PROXIES", "one"),
        ("ARGON2_MEMORY_KIB", "19455"),
        ("ARGON2_MEMORY_KIB", "8"),
    ],
)
def test_a_bad_value_stops_the_start_with_its_name(tmp_path, name, value):
    with pytest.raises(BadConfiguration, match=name):
        read(tmp_path, **{name: value})


def test_a_secret_is_never_repeated_in_the_message(tmp_path):
    with pytest.raises(BadConfiguration) as refused:
        read(tmp_path, SECRET_KEY="my-own-secret")
    assert "my-own-secret" not in str(refused.value)


def test_keys_that_were_not_given_are_made_once_and_only_this_user_reads_them(tmp_path):
    folder = {"INSTANCE_DIR": str(tmp_path / "instance")}
    first, second = read_config(folder), read_config(folder)
    assert (first.secret_key, first.voting_key) == (second.secret_key, second.voting_key)
    assert len(first.voting_key) == 32
    assert first.secret_key != first.voting_key.hex()
    for name in ("secret_key", "voting_key"):
        assert stat.S_IMODE((tmp_path / "instance" / name).stat().st_mode) == 0o600


def test_two_installations_have_different_keys(tmp_path):
    one, other = (read_config({"INSTANCE_DIR": str(tmp_path / name)}) for name in ("one", "other"))
    assert one.secret_key != other.secret_key
    assert one.voting_key != other.voting_key


OIDC = {
    "OIDC_DISCOVERY": "https://broker.example/realm/.well-known/openid-configuration",
    "OIDC_CLIENT_ID": "leve-de-buurt",
    "OIDC_CLIENT_SECRET": "made-up",
    "OIDC_ORGANISATION_ACR": "loa3 loa4",
}


def test_without_a_broker_nothing_is_asked_about_one(tmp_path):
    assert read(tmp_path).broker is None
    assert read(tmp_path, OIDC_DISCOVERY="", OIDC_CLIENT_ID="").broker is None


def test_a_broker_has_sane_defaults_and_keeps_its_secret_to_itself(tmp_path):
    broker = read(tmp_path, **OIDC).broker
    assert (broker.issuer, broker.client_id, broker.client_secret) == (
        "https://broker.example/realm", "leve-de-buurt", "made-up",
    )  # fmt: skip
    assert (broker.person_acr, broker.organisation_acr) == ((), ("loa3", "loa4"))
    assert (broker.person_name, broker.organisation_name) == ("DigiD", "eHerkenning")
    assert (broker.kvk_claim, broker.organisation_name_claim, broker.scope) == ("kvk", "organisation", "openid")
    assert "made-up" not in repr(broker)


def test_the_secret_of_a_broker_may_stand_in_a_file(tmp_path):
    (tmp_path / "secret").write_text("from a file\n")
    kept = {"OIDC_CLIENT_SECRET": "", "OIDC_CLIENT_SECRET_FILE": str(tmp_path / "secret")}
    broker = read(tmp_path, **{**OIDC, **kept}).broker
    assert broker.client_secret == "from a file"


@pytest.mark.parametrize("missing", ["OIDC_DISCOVERY", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_ORGANISATION_ACR"])
def test_a_broker_that_is_set_by_half_stops_the_start_with_the_name(tmp_path, missing):
    with pytest.raises(BadConfiguration, match=missing):
        read(tmp_path, **{**OIDC, missing: ""})


@pytest.mark.parametrize("name", ["OIDC_PERSON_NAME", "OIDC_KVK_CLAIM", "OIDC_SCOPE", "OIDC_PERSON_ACR"])
def test_one_setting_of_a_broker_alone_stops_the_start(tmp_path, name):
    with pytest.raises(BadConfiguration, match="OIDC_"):
        read(tmp_path, **{name: "x"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OIDC_DISCOVERY", "http://broker.example/.well-known/openid-configuration"),
        ("OIDC_DISCOVERY", "https://broker.example"),
        ("OIDC_DISCOVERY", "https://broker.example/.well-known/openid-configuration?x=1"),
        ("OIDC_DISCOVERY", f"https://{'x' * 300}.example/.well-known/openid-configuration"),
        ("OIDC_SCOPE", "profile"),
        ("OIDC_CLIENT_SECRET_FILE", "/nowhere/at/all"),
    ],
)
def test_a_setting_of_a_broker_that_cannot_be_stops_the_start_with_its_name(tmp_path, name, value):
    with pytest.raises(BadConfiguration, match=name):
        read(tmp_path, **{**OIDC, name: value})
