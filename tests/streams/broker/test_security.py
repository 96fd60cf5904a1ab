"""A setting of TLS or SASL works, or is named before anything is started."""

from pathlib import Path

import pytest

from streams.broker.connection import connection_from
from streams.broker.security import SETTINGS, SecurityError, security_from, variable

README = Path(__file__).parents[3] / "README.md"
BY_PASSWORD = {
    "KAFKA_SECURITY_PROTOCOL": "SASL_SSL",
    "KAFKA_SASL_MECHANISM": "SCRAM-SHA-512",
    "KAFKA_SASL_PLAIN_USERNAME": "board",
    "KAFKA_SASL_PLAIN_PASSWORD": "word",
}


def test_what_is_given_is_passed_on_by_the_name_of_the_client() -> None:
    given = BY_PASSWORD | {"KAFKA_SSL_CHECK_HOSTNAME": "false", "KAFKA_SSL_CAFILE": ""}
    assert security_from(given) == {
        "security_protocol": "SASL_SSL",
        "sasl_mechanism": "SCRAM-SHA-512",
        "sasl_plain_username": "board",
        "sasl_plain_password": "word",
        "ssl_check_hostname": False,
    }


def test_nothing_given_is_a_plain_connection_to_every_server() -> None:
    found = connection_from({"KAFKA_BOOTSTRAP_SERVERS": "a:1,b:2"})
    assert found == {"bootstrap_servers": ["a:1", "b:2"]}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"KAFKA_SSL_TRUSTSTORE_LOCATION": "x"},
            "KAFKA_SSL_TRUSTSTORE_LOCATION is not",
        ),
        ({"KAFKA_SECURITY_PROTOCOL": "TLS"}, "KAFKA_SECURITY_PROTOCOL=TLS is none of"),
        ({"KAFKA_SASL_MECHANISM": "GSSAPI"}, "KAFKA_SASL_MECHANISM=GSSAPI is none of"),
        ({"KAFKA_SASL_PLAIN_PASSWORD": ""}, "KAFKA_SASL_PLAIN_PASSWORD must be given"),
        ({"KAFKA_SSL_CAFILE": "no/such"}, "KAFKA_SSL_CAFILE=no/such is not a file"),
        ({"KAFKA_SSL_CHECK_HOSTNAME": "never"}, "KAFKA_SSL_CHECK_HOSTNAME=never is"),
        ({"KAFKA_SSL_KEYFILE": __file__}, "KAFKA_SSL_CERTFILE must be given as well"),
        ({"KAFKA_SECURITY_PROTOCOL": ""}, "KAFKA_SASL_MECHANISM has no effect with"),
        ({"KAFKA_SECURITY_PROTOCOL": "SSL"}, "KAFKA_SASL_MECHANISM has no effect with"),
    ],
)
def test_what_does_not_fit_is_named(change: dict[str, str], said: str) -> None:
    with pytest.raises(SecurityError, match=f"^{said}"):
        security_from(BY_PASSWORD | change)


def test_a_password_is_never_told() -> None:
    with pytest.raises(SecurityError) as told:
        security_from(BY_PASSWORD | {"KAFKA_SECURITY_PROTOCOL": "SSL"})
    assert "word" not in str(told.value)


def test_the_readme_names_every_setting_that_is_passed_on() -> None:
    text = README.read_text(encoding="utf-8")
    assert [name for name in SETTINGS if f"`{variable(name)}`" not in text] == []
