"""All rows of the kernel, for Django's discovery."""

from nastavnik.kernel.cache import CacheRow
from nastavnik.kernel.files import StoredFile
from nastavnik.kernel.jobs import Job
from nastavnik.kernel.journal import JournalEntry, JournalHead, JournalValue
from nastavnik.kernel.links import PersonalLink
from nastavnik.kernel.once import OnceKey
from nastavnik.kernel.tenancy import Account, Membership, Organization, Unit

__all__ = [
    "Account",
    "CacheRow",
    "Job",
    "JournalEntry",
    "JournalHead",
    "JournalValue",
    "Membership",
    "OnceKey",
    "Organization",
    "PersonalLink",
    "StoredFile",
    "Unit",
]
