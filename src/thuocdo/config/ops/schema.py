"""What the database's tables are, against what this version of the program wants."""

from __future__ import annotations

from dataclasses import dataclass

from thuocdo.lib.errors import InputError

Migration = tuple[str, str]  # app label, name


@dataclass(frozen=True)
class SchemaState:
    """`applied` and `pending` in order of the graph; `unknown` are applied ones that this version does not have."""

    applied: tuple[Migration, ...]
    pending: tuple[Migration, ...]
    unknown: tuple[Migration, ...]

    @property
    def fresh(self) -> bool:
        return not self.applied and not self.unknown


def state(alias: str = "default") -> SchemaState:
    """Read it. Raises InputError when the database does not answer."""
    from django.db import Error, connections
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connections[alias])
    except Error as error:
        where = connections[alias].settings_dict["NAME"]
        reason = str(error).strip().splitlines()[0]
        raise InputError(f"Không mở được cơ sở dữ liệu {where}: {reason}") from error
    loader = executor.loader
    done = set(loader.applied_migrations)
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    plan = executor.migration_plan(loader.graph.leaf_nodes())
    return SchemaState(
        applied=tuple(sorted(done & set(loader.disk_migrations))),
        pending=tuple((migration.app_label, migration.name) for migration, _backwards in plan),
        unknown=tuple(sorted(done - set(loader.disk_migrations) - replaced)),
    )


def refuse_newer(found: SchemaState) -> None:
    """Raise InputError for a database that a newer version of the program has upgraded."""
    if found.unknown:
        app, name = found.unknown[0]
        raise InputError(
            f"Cơ sở dữ liệu này thuộc phiên bản mới hơn của chương trình (có bước nâng cấp {app}.{name} mà bản này "
            "không biết). Hãy dùng đúng phiên bản mới hơn, hoặc phục hồi bản sao lưu cũ vào nơi trống."
        )
