"""Whether a time server keeps this machine's clock right, as systemd knows it (timedatectl(1)).

systemd goes by how far off the kernel says that its clock may be. So it is also right about chrony without
`rtcsync`, which leaves the kernel's flag for an unsynchronised clock set.
"""

import subprocess

ASK = ("timedatectl", "show", "--property=NTPSynchronized", "--value")
PATIENCE_SECONDS = 5

KNOWN = {"yes": True, "no": False}


def is_synchronised() -> bool | None:
    """The answer; None where there is no systemd to ask, as in a container."""
    try:
        said = subprocess.run(ASK, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)  # noqa: S603 - ours
    except (OSError, subprocess.TimeoutExpired):
        return None
    return KNOWN.get(said.stdout.strip())
