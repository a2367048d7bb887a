"""Pages that editors write: prepared once, then theirs."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from wagtail.models import Page, PageLogEntry, Site
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from tests.factories import somebody
from tests.portal.public import get, links, queries, said
from weltoffen.accounts.actions import ensure_group, open_desk_account
from weltoffen.accounts.enums import RoleName
from weltoffen.portal.actions import Prepared, prepare_editorial_pages
from weltoffen.portal.editorial import SLUGS, openings
from weltoffen.portal.models import EditorialPage, EditorialRoot, editorial_addresses

pytestmark = pytest.mark.django_db
PAGES = [(role, code, slug) for role, slugs in SLUGS.items() for code, slug in slugs.items()]
BLOCKS = {"heading", "paragraph", "list"}


def prepare() -> Prepared:
    return prepare_editorial_pages(
        by=somebody(),
        editors=ensure_group(role=RoleName.COORDINATOR),
        public_address="https://international.example.org",
    )


def imprint() -> EditorialPage:
    return EditorialPage.objects.get(role="imprint", locale__language_code="de")


def publish(page: EditorialPage) -> None:
    page.save_revision(user=somebody()).publish(user=somebody(), skip_permission_checks=True)


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(open_desk_account(username="redaktion", by=somebody())[0])
    return client


@pytest.mark.parametrize(("role", "language", "slug"), PAGES)
def test_every_installation_has_its_pages_in_every_language(role, language, slug):
    prepare()
    page = get(f"/{language}/{slug}/")
    opening = next(o for o in openings() if (o.role, o.language) == (role, language))
    assert page.get("lang") == language
    assert said(page, "//h1") == opening.title
    assert " ".join(opening.intro.split()) in said(page)
    for kind, value in opening.body:
        for words in value if kind == "list" else [value]:
            assert " ".join(words.split()) in said(page), words


def test_a_page_leads_to_its_translation():
    prepare()
    page = get("/de/impressum/")
    switch = links(page, "//nav[contains(@class, 'languages')]//a")
    assert switch == {"Deutsch": "/de/impressum/", "English": "/en/imprint/"}
    assert page.xpath("//link[@rel='canonical']/@href")[0].endswith("/de/impressum/")


def test_without_a_translation_the_switch_leads_home():
    prepare()
    EditorialPage.objects.get(role="imprint", locale__language_code="en").unpublish()
    switch = links(get("/de/impressum/"), "//nav[contains(@class, 'languages')]//a")
    assert switch == {"Deutsch": "/de/impressum/", "English": "/en/"}


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_footer_of_every_page_leads_to_them(language):
    prepare()
    footer = links(get(f"/{language}/"), "//footer//a").values()
    for slugs in SLUGS.values():
        assert f"/{language}/{slugs[language]}/" in footer


def test_preparing_again_changes_nothing():
    assert len(prepare().made) == len(PAGES)
    before = [(p.pk, p.latest_revision_id, p.live) for p in Page.objects.order_by("pk")]
    assert prepare().made == ()
    assert before == [(p.pk, p.latest_revision_id, p.live) for p in Page.objects.order_by("pk")]


def test_what_editors_did_stays():
    prepare()
    page = imprint()
    page.title, page.intro = "Anbieter", "Neu."
    publish(page)
    english = EditorialPage.objects.get(role="privacy", locale__language_code="en")
    english.unpublish()
    prepare()
    assert said(get("/de/impressum/"), "//h1") == "Anbieter"
    get("/en/privacy/", status=404)


def test_a_deleted_page_comes_back():
    prepare()
    imprint().delete()
    get("/de/impressum/", status=404)
    assert prepare().made == ("Impressum",)
    assert links(get("/de/impressum/"), "//nav[contains(@class, 'languages')]//a")["English"] == (
        "/en/imprint/"
    )


def test_the_site_begins_at_our_root_under_the_public_address():
    prepare()
    site = Site.objects.get(is_default_site=True)
    assert isinstance(site.root_page.specific, EditorialRoot)
    assert (site.hostname, site.port) == ("international.example.org", 443)
    assert not Page.objects.filter(slug="home").exists(), "Wagtail's welcome page"


def test_a_welcome_page_that_somebody_used_stays():
    welcome = Page.objects.get(slug="home")
    welcome.add_child(instance=Page(title="Eigenes", slug="eigenes"))
    prepare()
    assert Page.objects.filter(slug="home").exists()


def test_who_prepared_is_written_down():
    prepare()
    actions = PageLogEntry.objects.filter(page=imprint().pk).values_list("action", "user__username")
    assert set(actions) >= {("wagtail.create", "tester"), ("wagtail.publish", "tester")}


def test_the_command_says_what_it_made():
    out = StringIO()
    with translation.override("de"):
        call_command("prepare_portal", stdout=out)
        call_command("prepare_portal", stdout=out)
    assert "Angelegt: Impressum" in out.getvalue()
    assert "Alle Seiten sind schon da" in out.getvalue()
    assert imprint().latest_revision.user.username == "portal-vorbereitung"


def test_the_address_that_the_footer_knows_is_fixed_and_the_title_is_free():
    prepare()
    page = imprint()
    page.title = "Anbieterkennzeichnung"
    page.full_clean()
    page.slug = "anbieter"
    with pytest.raises(ValidationError, match="impressum"):
        page.full_clean()


def test_a_copy_is_a_page_of_its_own():
    prepare()
    copy = imprint().copy(update_attrs={"slug": "impressum-entwurf"}, user=somebody())
    copy.full_clean()
    assert copy.role == ""


def test_editors_may_write_pages_of_their_own_and_they_are_mapped(editor):
    prepare()
    root = EditorialRoot.objects.get(locale__language_code="de")
    assert editor.get(f"/desk/pages/{root.pk}/").status_code == 200
    answer = editor.get(f"/desk/pages/add/portal/editorialpage/{root.pk}/")
    assert answer.status_code == 200
    root.add_child(instance=EditorialPage(title="Über uns", slug="ueber-uns", locale=root.locale))
    get("/de/ueber-uns/")
    assert (("de", "/de/ueber-uns/"),) in editorial_addresses()
    assert links(get("/de/uebersicht/"))["Über uns"] == "/de/ueber-uns/"
    assert "/de/ueber-uns/" in Client().get("/sitemap.xml").content.decode()


def test_a_draft_is_not_public_and_the_desk_shows_it(editor):
    prepare()
    page = imprint()
    page.intro = "Nur ein Entwurf."
    page.save_revision()
    assert "Nur ein Entwurf." not in said(get("/de/impressum/"))
    shown = editor.get(f"/desk/pages/{page.pk}/view_draft/")
    assert "Nur ein Entwurf." in shown.content.decode()


def test_what_is_being_typed_is_previewed_in_a_frame_of_the_desk(editor):
    prepare()
    address = f"/desk/pages/{imprint().pk}/edit/preview/"
    typed = {
        "title": "Getippt",
        "slug": "impressum",
        "intro": "Noch nicht gesichert.",
        "body": streamfield([("heading", "Zwischen")]),
        "comments": inline_formset([]),
    }
    assert editor.post(address, nested_form_data(typed)).json()["is_valid"]
    shown = editor.get(address, {"in_preview_panel": "true"})
    assert "Noch nicht gesichert." in shown.content.decode()
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    policy = [part.strip() for part in shown["Content-Security-Policy"].split(";")]
    assert "frame-ancestors 'self'" in policy
    assert "Noch nicht" not in said(get("/de/impressum/"))


def test_the_public_page_may_not_be_framed_and_runs_no_script():
    prepare()
    policy = Client().get("/de/impressum/")["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_paragraphs_are_rich_text_without_raw_html():
    prepare()
    page = imprint()
    page.body = [
        (
            "paragraph",
            RichText('<p>Ein <b>Wort</b> und <a href="https://example.org">Link</a></p>'),
        ),
        ("heading", "<script>alert(1)</script>"),
        ("list", ["<img src=x onerror=y>"]),
    ]
    publish(page)
    shown = get("/de/impressum/")
    assert links(shown)["Link"] == "https://example.org"
    assert said(shown, "//main//h2") == "<script>alert(1)</script>"
    assert said(shown, "//main//li") == "<img src=x onerror=y>"
    assert set(EditorialPage.body.field.stream_block.child_blocks) == BLOCKS


def test_the_root_of_a_language_is_the_home_page():
    prepare()
    for root in EditorialRoot.objects.all():
        answer = root.serve(None)
        assert answer["Location"] == f"/{root.locale.language_code}/"


@pytest.mark.parametrize(
    "path", ["/de/", "/de/partnerstaedte/", "/de/wie-wir-zaehlen/", "/de/quellen/", "/de/buero/"]
)
def test_pages_of_the_register_never_look_at_the_tree(path):
    prepare()
    assert not [sql for sql in queries(path) if "wagtailcore" in sql or "portal_" in sql]


def test_the_texts_have_no_hole_in_any_language():
    assert {(o.role, o.language) for o in openings()} == {(r, lang) for r, lang, _slug in PAGES}
    for opening in openings():
        assert opening.title
        assert opening.intro
        kinds = [kind for kind, _value in opening.body]
        assert set(kinds) <= BLOCKS
    for role in SLUGS:
        shapes = {
            language: [kind for kind, _v in next(
                o for o in openings() if (o.role, o.language) == (role, language)
            ).body]
            for language in SLUGS[role]
        }  # fmt: skip
        assert shapes["de"] == shapes["en"], role
