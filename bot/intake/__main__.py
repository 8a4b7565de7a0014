"""Administration of the desk on the command line: `python -m bot.intake --help`, or the make targets."""

import argparse
import sys
from datetime import datetime, timezone

from alembic.util import CommandError
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError, ProgrammingError

from bot.database import open_database
from bot.intake import account_names, audit, database_roles, rotation, staff
from bot.intake.case_store import CaseStore, open_case_store
from bot.intake.migrations import SeveralMunicipalitiesError, current_revision, migrate
from bot.intake.models import Role
from bot.intake.retention import purge
from bot.intake.vault import KeyFile, KeysError
from bot.municipality import ProfileError, UnknownMunicipalityError, load_profiles
from bot.settings import Settings

ROLES = {"handläggare": Role.WORKER, "administratör": Role.ADMINISTRATOR}
SHOWN_ONCE = "The password is shown only now, and stored nowhere. Sign in at /desk with it."


def _list(case_store: CaseStore, _: argparse.Namespace) -> None:
    with case_store.transaction() as session:
        names = {role: name for name, role in ROLES.items()}
        for account in staff.everybody(session):
            where = "" if account.external_id is None else ", kommunens konto"
            print(f"{account.name:24} {names[account.role]:16} {account.municipality}{where}")
    print('Add one: make staff ARGS="add <name> handläggare" (or administratör). More: ARGS=--help.')


def _add(case_store: CaseStore, wanted: argparse.Namespace) -> None:
    municipality = _municipality(wanted.municipality)
    with case_store.transaction() as session:
        password = staff.add(session, case_store.vault, wanted.name, ROLES[wanted.role], municipality, _now())
    print(f"{wanted.name}, {municipality}: {password}\n{SHOWN_ONCE}")


def _municipality(named: str | None) -> str:
    """The municipality that was named, or else the only one that is served."""
    served = load_profiles(Settings().municipalities)
    if named is None and served.only is None:
        raise UnknownMunicipalityError(f"Say whose the account is: --municipality {' or '.join(served)}.")
    if named is not None and named not in list(served):
        raise UnknownMunicipalityError(f"{named} is not served here; there are: {', '.join(served)}.")
    return named or served.first.key


def _remove(case_store: CaseStore, wanted: argparse.Namespace) -> None:
    with case_store.transaction() as session:
        staff.remove(session, wanted.name, _now())
    print(f"{wanted.name} is removed and signed out.")


def _password(case_store: CaseStore, wanted: argparse.Namespace) -> None:
    with case_store.transaction() as session:
        password = staff.change_password(session, wanted.name, _now())
    print(f"{wanted.name}: {password}\n{SHOWN_ONCE}")


def _reset_totp(case_store: CaseStore, wanted: argparse.Namespace) -> None:
    with case_store.transaction() as session:
        staff.reset_totp(session, case_store.vault, wanted.name, _now())
    print(f"{wanted.name} sets up a new phone at the next sign-in.")


def _purge(case_store: CaseStore, _: argparse.Namespace) -> None:
    days = {key: each.retention for key, each in load_profiles(Settings().municipalities).items()}
    with case_store.transaction(is_maintenance=True) as session:
        done = purge(session, days, _now())
    print(f"Deleted: {done.cases} cases, {done.contacts} ways to be called.")


def _rotate_keys(case_store: CaseStore, _: argparse.Namespace) -> None:
    if isinstance(case_store.vault.source, KeyFile):
        rotation.put_new_key_first(case_store.vault.source)
    with case_store.transaction(is_maintenance=True) as session:
        done, unreadable = rotation.reseal_all(session, case_store.vault)
        all_of_it = audit.Subject(f"{done}", municipality=None)
        audit.record(session, audit.COMMAND_LINE, audit.Action.KEYS_ROTATED, all_of_it, _now())
    if isinstance(case_store.vault.source, KeyFile) and not unreadable:
        rotation.drop_old_keys(case_store.vault.source)
    print(f"{done} texts are sealed with the first key; {unreadable} fit no key and were left alone.")


def _database(settings: Settings) -> Engine:
    """The database as it is: `open_case_store` would migrate it first."""
    return open_database(settings.database_url)


def _migrate(engine: Engine, wanted: argparse.Namespace) -> None:
    migrate(engine, wanted.revision)
    print(f"The tables are at revision {current_revision(engine)}.")


def _grant(engine: Engine, wanted: argparse.Namespace) -> None:
    database_roles.grant(engine, wanted.role)
    print(f"{wanted.role} may read and add to the audit log, and do the servers' work in the other tables.")


def _now() -> datetime:
    return datetime.now(timezone.utc)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.intake", description=__doc__)
    parser.set_defaults(opened=open_case_store)
    areas = parser.add_subparsers(required=True)
    accounts = areas.add_parser("staff", help="accounts at the desk; alone it lists them")
    accounts.set_defaults(do=_list)
    tasks = accounts.add_subparsers()
    for task, do in {
        "add": _add,
        "remove": _remove,
        "password": _password,
        "reset-totp": _reset_totp,
    }.items():
        each = tasks.add_parser(task)
        each.add_argument("name", type=account_names.normalised)
        each.set_defaults(do=do)
        if task == "add":
            each.add_argument("role", choices=sorted(ROLES))
            each.add_argument("--municipality", help="a profile's name; needed where several are served")
    areas.add_parser("purge", help="delete what is past its time").set_defaults(do=_purge)
    areas.add_parser("rotate-keys", help="seal everything with a new key").set_defaults(do=_rotate_keys)
    tables = areas.add_parser("migrate", help="bring the tables up to date, or back for an earlier version")
    tables.add_argument("revision", nargs="?", default="head", help="such as 0002; the newest if left out")
    tables.set_defaults(do=_migrate, opened=_database)
    rights = areas.add_parser("grant", help="give the servers' role its rights, as the tables' owner")
    rights.add_argument("role", help="the role in the servers' VAGVISAREN_DATABASE_URL")
    rights.set_defaults(do=_grant, opened=_database)
    return parser


def main(arguments: list[str]) -> int:
    """Runs one task; returns the exit code."""
    wanted = _parser().parse_args(arguments)
    try:
        wanted.do(wanted.opened(Settings()), wanted)
    except staff.NoSuchAccountError as error:
        problem = f"There is no account {error}."
    except staff.NotLocalError as error:
        problem = f"{error} signs in with the municipality's account: see to it at the identity provider."
    except staff.AccountExistsError as error:
        problem = f"There is an account {error} already."
    except staff.BadNameError as error:
        problem = f"{error} cannot be an account's name."
    except OperationalError:
        problem = "The database does not answer."
    except database_roles.NoRolesError:
        problem = "SQLite has no roles; only PostgreSQL does."
    except database_roles.StillMayError:
        problem = "Nothing is changed: the role owns the tables, or belongs to one that does."
    except ProgrammingError:
        problem = "The database refuses: is this the tables' owner, and is there such a role?"
    except SeveralMunicipalitiesError:
        problem = "Nothing is changed: the earlier version would mix what is several municipalities'."
    except CommandError:
        problem = "There is no such revision in this version's bot/intake/migrations."
    except (KeysError, ProfileError, UnknownMunicipalityError) as error:
        problem = str(error)
    else:
        return 0
    print(problem, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
