"""Contract: a stage's web code (views, forms, urls) is imported by that stage and by config alone."""

from __future__ import annotations

from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

WEB = ("views", "forms", "urls", "account_urls")


class OwnWebContract(Contract):
    root = fields.StringField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        root = str(self.root)
        broken = []
        for module in sorted(graph.modules):
            parts = module.split(".")
            if len(parts) < 3 or parts[0] != root or parts[2] not in WEB:
                continue
            for importer in sorted(graph.find_modules_that_directly_import(module)):
                stage = importer.split(".")[1] if "." in importer else ""
                if importer.startswith(f"{root}.") and stage not in (parts[1], "config"):
                    broken.append((importer, module))
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: Any) -> None:
        for importer, module in check.metadata["broken"]:
            output.print_error(f"{importer} imports {module}, the web code of another stage")
