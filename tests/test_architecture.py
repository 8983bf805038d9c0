"""The house keeps its shape: rooms where the drawing has them, rules pure, HTTP in the faces only."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import allauth
import pytest
from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ROOT / "bqportal"

# Bottom first; a room may use what stands before it, never what stands after.
DRAWING = [
    {"design", "languages", "organisations"},
    {"editorial", "sources"},
    {"countries", "occupations", "guides"},
    {"offers"},
    {"qualifications"},
    {"matching"},
    {"comparison"},
    {"search"},
    {"procedures"},
    {"statistics"},
    {"catalogue", "workspace", "opendata"},
]
LEVEL = {app: level for level, row in enumerate(DRAWING) for app in row}
FACES = DRAWING[-1]
PURE = {
    "rules", "analysis", "deadlines", "workflow", "pathways", "chaining", "explaining", "translating", "freshness",
    "authorship", "bulk_rules", "comparing", "documents", "faults", "marking", "pairing", "pasting", "rights",
    "sections", "shapes", "sniffing", "workbook",
    "alignment", "encoder", "guessing", "learning", "lexicon", "ranking", "titles",
    "assessing", "mandatory", "offering", "register", "retention", "routing", "shared", "states", "suppression",
    "counting", "eventfile", "happening", "seats", "statutes",
    "questions", "territory", "districts", "nearness",
}  # fmt: skip
ACTING = {"actions", "views", "commands", "models"}  # rooms in which a name of PURE is what is acted on
ALLAUTH = Path(allauth.__file__).parent / "templates"
FORBIDDEN_NAMES = {"utils", "util", "helpers", "common", "core", "base", "manager", "managers", "service", "services"}
# Pages that anybody may read without signing in. Everything else must ask who is there.
PUBLIC_FACE = "bqportal.catalogue."
PUBLIC_PAGES = {
    "account_confirm_email",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "counselling-request",
    "counselling-withdraw",
    "counselling-withdrawn",
    "guest-preview",
    "guest-review",
    "invitation-accept",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "oidc-callback",
    "register",
    "register-confirm",
    "register-sent",
    "sign-in",
    "sign-in-oidc",
    "sign-out",
    "unsubscribe",
}


def modules() -> list[Path]:
    """Every module of the product that people wrote."""
    return [path for path in PRODUCT.rglob("*.py") if "migrations" not in path.parts]


def imported(path: Path) -> set[str]:
    """Full names of what a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def patterns(resolver: URLResolver) -> list[URLPattern]:
    """Every route below a resolver."""
    found = []
    for entry in resolver.url_patterns:
        found += patterns(entry) if isinstance(entry, URLResolver) else [entry]
    return found


def test_every_app_has_its_place_in_the_drawing():
    folders = {path.name for path in PRODUCT.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders <= set(LEVEL), f"nobody placed {folders - set(LEVEL)} in the drawing"


def test_import_contract_holds():
    command = Path(sys.executable).parent / "lint-imports"
    result = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    "path",
    [path for path in modules() if path.stem in PURE and not ACTING & set(path.parts)],
    ids=lambda p: str(p.relative_to(ROOT)),
)
def test_rules_are_pure(path: Path):
    assert not {name for name in imported(path) if name.split(".")[0] == "django"}
    assert not re.search(r"\b(now|today|utcnow)\(\)", path.read_text()), "rules do not read the clock"


def test_relations_obey_the_layers():
    wrong = []
    for model in apps.get_models():
        if not model.__module__.startswith("bqportal."):
            continue
        for field in model._meta.get_fields():
            target = field.related_model if isinstance(field, models.ForeignKey | models.ManyToManyField) else None
            if isinstance(target, type) and target.__module__.startswith("bqportal."):
                here, there = model.__module__.split(".")[1], target.__module__.split(".")[1]
                if here != there and LEVEL[here] < LEVEL[there]:
                    wrong.append(f"{model.__name__}.{field.name} → {target.__name__}")
    assert not wrong


def test_http_stays_in_the_faces():
    allowed = FACES | {"design"}
    wrong = [
        str(path.relative_to(ROOT))
        for path in modules()
        if path.relative_to(PRODUCT).parts[0] not in allowed
        and {name for name in imported(path) if name.startswith(("django.http", "django.shortcuts", "django.views"))}
    ]
    assert not wrong


def test_faces_do_not_import_each_other_nor_the_public_ones_a_case():
    for path in modules():
        app = path.relative_to(PRODUCT).parts[0]
        if app in FACES:
            names = {name.split(".")[1] for name in imported(path) if name.startswith("bqportal.") and "." in name}
            assert not (names & FACES) - {app}, path
            if app in {"catalogue", "opendata"}:
                assert "procedures" not in names, path


def test_every_view_is_public_by_name_or_behind_login():
    for pattern in patterns(get_resolver()):
        view = pattern.callback
        module = getattr(getattr(view, "view_class", view), "__module__", "")
        assert not module.startswith("allauth"), (
            f"{pattern.pattern}: the portal's limits and headers must stand in front"
        )
        if module.startswith("bqportal.") and not module.startswith((PUBLIC_FACE, "bqportal.design.gallery")):
            is_public = pattern.name in PUBLIC_PAGES
            assert is_public or getattr(view, "login_required", False), f"{module}: {pattern.pattern}"


def test_names_say_what_a_module_is_about():
    assert not [path for path in modules() if path.stem in FORBIDDEN_NAMES]


def test_every_template_is_used():
    code = "\n".join(path.read_text() for path in [*modules(), *PRODUCT.rglob("templates/**/*.*")])
    unused = []
    for path in PRODUCT.rglob("templates/**/*.*"):
        name = str(path).split("/templates/")[1]
        if (ALLAUTH / name).is_file():  # takes the place of the library's own, which names it
            continue
        by_pattern = f'"{Path(name).parent}/{{'  # f"catalogue/error/{status}.html"
        if not any(mark in code for mark in (f'"{name}"', f"'{name}'", by_pattern)):
            unused.append(name)
    assert not unused


def test_public_functions_say_what_they_do():
    silent = []
    for path in modules():
        tree = ast.parse(path.read_text())
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                commands = "management" in path.parts and node.name == "Command"
                if not commands and not ast.get_docstring(node):
                    silent.append(f"{path.relative_to(ROOT)}: {node.name}")
    assert not silent


def test_no_text_for_people_goes_by_a_name_that_the_extractor_does_not_know():
    """Translations are found by the names of the functions: only `_` may stand for one of them."""
    wrong = [
        f"{path.relative_to(ROOT)}: {alias.asname}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if "gettext" in alias.name and alias.asname not in (None, "_")
    ]
    assert not wrong
