"""Whether this machine's clock is synchronised with a time server, according to systemd (timedatectl(1)).

systemd uses the kernel's estimate of the clock's maximum error. Therefore it is also right about chrony
without `rtcsync`, which leaves the kernel's flag for an unsynchronised clock set.
"""

import subprocess

ASK = ("timedatectl", "show", "--property=NTPSynchronized", "--value")
PATIENCE_SECONDS = 5

KNOWN = {"yes": True, "no": False}


def is_synchronised() -> bool | None:
    """Whether the clock is synchronised; None without systemd, as in a container."""
    try:
        said = subprocess.run(ASK, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)  # noqa: S603 - ours
    except (OSError, subprocess.TimeoutExpired):
        return None
    return KNOWN.get(said.stdout.strip())
