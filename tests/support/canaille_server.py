"""The municipality's identity provider, as far as the tests go: Canaille with people in it, all in memory.

Run by its own Python (scripts/environment_beside.sh) with the port and the address people are sent back to.
"""

import sys
from datetime import datetime, timezone

from canaille import create_app
from canaille.app import models
from canaille.backends import Backend

CLIENT = {"client_id": "vagvisaren", "client_secret": "the-secret-of-the-tests"}
GROUPS = {
    "Vägvisaren handläggare": ["anna", "bo", "olga", "vera"],
    "Vägvisaren administratör": ["eva", "vera"],
    "Parkenheten": ["nils"],
}
DEPARTMENTS = {
    "anna": "eskilstuna",
    "bo": "botkyrka",
    "eva": "eskilstuna",
    "nils": "eskilstuna",
    "olga": "nykvarn",
    "vera": "eskilstuna",
}


def main(port: int, back: str) -> None:
    """Serves until stopped."""
    app = create_app(
        config={
            "SECRET_KEY": "the key of a provider that lives for a minute",
            "SERVER_NAME": f"localhost:{port}",
            "PREFERRED_URL_SCHEME": "http",
            "CANAILLE": {"DATABASE": "memory", "JAVASCRIPT": False, "HTMX": False, "SMTP": None},
            # Canaille has no claim of one's own choice, so the municipality is in one that it does have.
            "CANAILLE_OIDC": {"USERINFO_MAPPING": {"LOCALE": "{{ user.department }}"}},
        },
        env_file=None,
    )
    with app.app_context():
        people(Backend.instance, back)
    app.run("127.0.0.1", port, threaded=True)


def people(store: Backend, back: str) -> None:
    """Puts everybody in, and the installation. What another refers to has to be saved first."""
    users = {name: a_user(name, department) for name, department in DEPARTMENTS.items()}
    for user in users.values():
        store.save(user)
    for group, members in GROUPS.items():
        store.save(models.Group(display_name=group, members=[users[name] for name in members]))
    client = a_client(back)
    store.save(client)
    client.audience = [client]
    store.save(client)


def a_user(name: str, department: str) -> models.User:
    """Somebody of the municipality."""
    return models.User(
        user_name=name,
        family_name=name.capitalize(),
        formatted_name=name.capitalize(),
        emails=[f"{name}@example.org"],
        password=f"{name}s lösenord",
        department=department,
    )


def a_client(back: str) -> models.Client:
    """This installation, as it is registered."""
    return models.Client(
        **CLIENT,
        client_name="Vägvisaren",
        client_uri="http://127.0.0.1",  # the provider's own neighbour: nobody is asked for consent
        redirect_uris=[back],
        grant_types=["authorization_code"],
        response_types=["code"],
        scope=["openid", "profile", "groups"],
        token_endpoint_auth_method="client_secret_basic",
        client_id_issued_at=datetime.now(timezone.utc),
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
