"""Checks that the public address uses TLS with a certificate that browsers accept, and only TLS."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from urllib.parse import urlsplit

from bot.check.asking import Answer, Silence, ask
from bot.check.results import Result, advice, fine, wrong
from bot.settings import Settings

RENEW_WITHIN = timedelta(days=14)


@dataclass(frozen=True)
class PublicAddress:
    """The responses with and without TLS. An address with a port (`names_port`) need not redirect HTTP."""

    secure: Answer | Silence
    plain: Answer | Silence
    names_port: bool


def gather(address: str) -> PublicAddress:
    """Requests the address with and without TLS."""
    url = urlsplit(address)
    return PublicAddress(
        ask(f"{address.rstrip('/')}/health"), ask(f"http://{url.netloc}/"), url.port is not None
    )


def _certificate(secure: Answer | Silence, now: datetime) -> Result:
    if secure is Silence.NOT_TRUSTED:
        return wrong("Webbläsare litar inte på den publika adressens certifikat.", "förnya det, hela kedjan.")
    if not isinstance(secure, Answer):
        return wrong("Den publika adressen svarar inte över https.", "prova namnet, brandväggen och nginx.")
    if not secure.is_success:
        return wrong("Bakom den publika adressen svarar inte webbfronten.", "starta den, och prova nginx.")
    if secure.certificate_ends is None:
        return wrong(
            "Den publika adressen har inget certifikat.", "sätt VAGVISAREN_PUBLIC_URL till https://…"
        )
    day = f"{secure.certificate_ends:%Y-%m-%d}"
    if secure.certificate_ends - now <= RENEW_WITHIN:
        return advice(f"Den publika adressens certifikat går ut {day}.", "se till att det förnyas.")
    return fine(f"Den publika adressen svarar över https, och certifikatet gäller till {day}.")


def _plain(found: PublicAddress) -> Result:
    plain = found.plain
    if isinstance(plain, Answer) and plain.headers.get("location", "").startswith("https://"):
        return fine("Den som skriver http:// skickas till https://.")
    if isinstance(plain, Answer) and plain.is_success:
        return wrong("Adressen svarar också utan https.", "låt nginx skicka vidare, som i deploy/nginx.")
    if found.names_port:
        return fine("Utan https lämnas inget ut.")
    return advice("Den som skriver http:// kommer inte fram.", "låt nginx skicka vidare, som i deploy/nginx.")


def results(found: PublicAddress, now: datetime) -> Iterator[Result]:
    """A result for the certificate, one for requests without TLS, and one for HSTS."""
    yield _certificate(found.secure, now)
    yield _plain(found)
    if not isinstance(found.secure, Answer):
        return
    if "strict-transport-security" in found.secure.headers:
        yield fine("Webbläsare får veta att de alltid ska använda https (HSTS).")
    else:
        yield wrong(
            "Webbläsare får inte veta att de alltid ska använda https (HSTS).",
            "låt nginx sätta X-Forwarded-Proto, som i deploy/nginx.",
        )


def check(settings: Settings) -> Iterator[Result]:
    """Requests the address, and judges the responses."""
    if settings.public_url:
        yield from results(gather(settings.public_url), datetime.now(timezone.utc))
    else:
        yield advice("Ingen publik adress är satt, så TLS kunde inte provas.", "sätt VAGVISAREN_PUBLIC_URL.")
