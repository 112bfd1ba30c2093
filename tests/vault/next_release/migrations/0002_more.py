"""A column more, every row rewritten, and a table rebuilt: what a migration does to a file at its worst."""

from typing import ClassVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def rewrite(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Touch every row."""
    rows = apps.get_model("vault", "Sealed").objects.using(editor.connection.alias)
    for row in rows.all():
        row.size = len(row.sealed)
        row.save(update_fields=["size"])


class Migration(migrations.Migration):
    """How long each seal is."""

    dependencies: ClassVar = [("vault", "0001_first")]
    operations: ClassVar = [
        migrations.AddField("Sealed", "size", models.BigIntegerField(db_default=0)),
        migrations.RunPython(rewrite),
        migrations.AlterField("Sealed", "position", models.IntegerField()),
    ]
