"""What does the database hold? Four tables, and in them nothing that says anything about a person.

Ids are random. Sealed columns are opaque here; which key made a seal, and in which format, stands in its first bytes.
"""

from __future__ import annotations

from typing import ClassVar, get_args

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from unstuck.vault.keys import Way

HEX_ID = 32
WAYS = get_args(Way)


class Owner(models.Model):
    """A vault: one person's."""

    objects: ClassVar[models.Manager[Owner]]

    id: models.CharField[str, str] = models.CharField(primary_key=True, max_length=HEX_ID)
    root: models.BinaryField[bytes, bytes] = models.BinaryField()

    def __str__(self) -> str:
        return self.id


class Owned(models.Model):
    """Something sealed that belongs to an owner."""

    owner: models.ForeignKey[Owner, Owner] = models.ForeignKey(Owner, on_delete=models.CASCADE)
    sealed: models.BinaryField[bytes, bytes] = models.BinaryField()

    class Meta:
        """No table of its own."""

        abstract = True

    def __str__(self) -> str:
        return str(self.pk)


class Wrapped(Owned):
    """The data key, wrapped for one way to open the vault."""

    objects: ClassVar[models.Manager[Wrapped]]

    way: models.CharField[str, str] = models.CharField(max_length=16)
    parameters: models.TextField[str, str] = models.TextField()

    class Meta:
        """One for each way."""

        constraints = (
            UniqueConstraint(fields=("owner", "way"), name="vault_one_wrap_a_way"),
            CheckConstraint(condition=Q(way__in=WAYS), name="vault_known_way"),
        )


class Page(Owned):
    """One page of the sealed list of all that belongs to a vault."""

    objects: ClassVar[models.Manager[Page]]

    number: models.BigIntegerField[int, int] = models.BigIntegerField()

    class Meta:
        """One for each number."""

        constraints = (
            UniqueConstraint(fields=("owner", "number"), name="vault_one_page_a_number"),
            CheckConstraint(condition=Q(number__gte=0), name="vault_page_from_zero"),
        )


class Sealed(Owned):
    """One version of one entry."""

    objects: ClassVar[models.Manager[Sealed]]

    row: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    entry: models.CharField[str, str] = models.CharField(max_length=HEX_ID)
    version: models.BigIntegerField[int, int] = models.BigIntegerField()
    position: models.BigIntegerField[int, int] = models.BigIntegerField()

    class Meta:
        """One for each version of an entry."""

        constraints = (
            UniqueConstraint(fields=("owner", "entry", "version"), name="vault_one_row_a_version"),
            CheckConstraint(condition=Q(version__gte=1), name="vault_version_from_one"),
            CheckConstraint(condition=Q(position__gte=0), name="vault_position_from_zero"),
        )
