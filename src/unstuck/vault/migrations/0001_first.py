"""The tables as the first release has them."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Owners, wrapped keys, pages of the list, sealed entries."""

    initial = True

    dependencies: ClassVar = []

    operations: ClassVar = [
        migrations.CreateModel(
            name="Owner",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("root", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Page",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed", models.BinaryField()),
                ("number", models.BigIntegerField()),
                ("owner", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="vault.owner")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "number"), name="vault_one_page_a_number"),
                    models.CheckConstraint(condition=models.Q(("number__gte", 0)), name="vault_page_from_zero"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sealed",
            fields=[
                ("sealed", models.BinaryField()),
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("entry", models.CharField(max_length=32)),
                ("version", models.BigIntegerField()),
                ("position", models.BigIntegerField()),
                ("owner", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="vault.owner")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "entry", "version"), name="vault_one_row_a_version"),
                    models.CheckConstraint(condition=models.Q(("version__gte", 1)), name="vault_version_from_one"),
                    models.CheckConstraint(condition=models.Q(("position__gte", 0)), name="vault_position_from_zero"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wrapped",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed", models.BinaryField()),
                ("way", models.CharField(max_length=16)),
                ("parameters", models.TextField()),
                ("owner", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="vault.owner")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "way"), name="vault_one_wrap_a_way"),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ("passphrase", "recovery_code", "device"))),
                        name="vault_known_way",
                    ),
                ],
            },
        ),
    ]
