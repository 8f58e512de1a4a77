"""The guide as it lies in docs: both languages alike, every link leads somewhere, everything is found."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from app.i18n import _, ngettext, set_language
from app.models.enums import EnquiryState, Outcome, ReminderKind
from app.services.segments.groups import GROUPS
from app.ui.context import AppContext
from app.ui.help.guide import GUIDE, chapter_named, find_parts, read_guide, slug
from app.ui.main_window import MainWindow
from app.ui.reports.parts_list import PARTS
from app.ui.segments.head import view_names
from app.ui.settings.page import SettingsPage
from app.ui.shell.keys import groups_of
from app.ui.shell.places import INNER, PLACES
from app.ui.widgets.action import key_text
from app.wording.enquiries import state_text
from app.wording.figures import figure_title
from app.wording.outcomes import outcome_name
from app.wording.rules import rule_kind_title
from app.wording.segments import rhythm_state_name, segment_name

LANGUAGES = ("ru", "en")
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)]+)\)")


def links(language: str) -> list[tuple[str, str, str]]:
    """(chapter, "!" of a picture or "", target) of every link."""
    return [
        (chapter.name, picture, target)
        for chapter in read_guide(language)
        for picture, target in LINK.findall(chapter.text)
    ]


def test_both_languages_have_the_same_chapters_with_the_same_parts() -> None:
    russian, english = (read_guide(language) for language in LANGUAGES)
    assert [(one.name, len(one.parts)) for one in russian] == [(one.name, len(one.parts)) for one in english]
    assert len(russian) >= 10


def test_every_file_of_the_folder_is_a_chapter() -> None:
    for language in LANGUAGES:
        files = {file.stem for file in (GUIDE / language).glob("*.md")} - {"README"}
        assert files == {chapter.name for chapter in read_guide(language)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_between_chapters_lead_to_chapters_and_their_headings(language: str) -> None:
    guide = {chapter.name: {slug(part.title) for part in chapter.parts} for chapter in read_guide(language)}
    for where, picture, target in links(language):
        if picture or ":" in target:
            continue
        name, _mark, anchor = target.partition("#")
        assert name.removesuffix(".md") in guide, (where, target)
        assert not anchor or anchor in guide[name.removesuffix(".md")], (where, target)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_there(language: str) -> None:
    folder = GUIDE / language
    missing = [target for _where, picture, target in links(language) if picture and not (folder / target).is_file()]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_to_pages_name_pages_of_the_window(language: str) -> None:
    keys = {place.key for place in (*PLACES, *INNER)}
    named = [target for _w, _p, target in links(language) if target.startswith("regulars:page/")]
    assert named
    assert {target.rpartition("/")[2] for target in named} <= keys


def test_every_page_of_the_window_has_its_chapter() -> None:
    guide = read_guide("en")
    named = {place.key: chapter_named(guide, place.key).name for place in (*PLACES, *INNER)}
    assert [key for key, name in named.items() if name == "start" and key != "help"] == []


@pytest.mark.parametrize(
    ("language", "typed", "chapter"),
    [
        ("ru", "возвратов", "purchases"),
        ("ru", "ДУБЛЕЙ", "duplicates"),
        ("ru", "учебного магазина", "start"),
        ("ru", "рождений", "rules"),
        ("en", "returns", "purchases"),
        ("en", "sample", "start"),
        ("en", "merging", "duplicates"),
    ],
)
def test_words_are_found_in_another_form(language: str, typed: str, chapter: str) -> None:
    assert chapter in {part.chapter for part in find_parts(read_guide(language), typed)}


def test_a_part_named_so_comes_before_one_that_only_mentions_it() -> None:
    assert find_parts(read_guide("en"), "trash")[0].title in ("Trash", "Duplicates, trash and undo")


def test_what_nobody_wrote_of_is_not_found() -> None:
    assert find_parts(read_guide("en"), "xylophone") == []
    assert find_parts(read_guide("en"), "  ") == []


def test_pictures_are_small() -> None:
    pictures = list((GUIDE / "pictures").rglob("*.png"))
    assert pictures
    assert sum(Path(picture).stat().st_size for picture in pictures) < 4_000_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_to_settings_name_settings_of_the_page(language: str, context: AppContext, qtbot: Any) -> None:
    page = SettingsPage(context)
    qtbot.addWidget(page)
    named = {target.rpartition("/")[2] for _w, _p, target in links(language) if target.startswith("regulars:setting/")}
    assert named
    for name in named:
        page.show_setting(name)


def test_no_picture_is_kept_that_nothing_shows() -> None:
    shown = {(GUIDE / language / target).resolve() for language in LANGUAGES for _w, p, target in links(language) if p}
    assert set((GUIDE / "pictures").rglob("*.png")) == shown


KEY = re.compile(r"`((?:(?:Ctrl|Alt|Shift)\+)*(?:[A-Z0-9↑↓←→]|F\d|PgUp|PgDn|Del|Ins|Enter|Esc|Tab))`")


def test_every_key_that_the_guide_names_is_one_of_the_program(context: AppContext, qtbot: Any) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    window.attach(context, "today")
    known = {key for group in groups_of(window) for action in group.actions for key in key_text(action).split()}
    for language in LANGUAGES:
        named = {key for chapter in read_guide(language) for key in KEY.findall(chapter.text)}
        assert len(named) > 30
        assert sorted(named - known) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_calls_things_as_the_window_does(language: str) -> None:
    set_language(language)
    guide = {chapter.name: chapter.text for chapter in read_guide(language)}
    for state in EnquiryState:
        assert f"- **{state_text(state)}**" in guide["enquiries"]
    for outcome in Outcome:
        assert outcome_name(outcome).lower() in guide["today"]
    for title in (_("Save tasks and birthdays as a calendar…"), _("Take tasks from a calendar…")):
        assert f"- **{title.rstrip('…')}**" in guide["tasks"]
    assert ngettext("Today this gives {n} person", "Today this gives {n} people", 14).format(n=14) in guide["rules"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_calls_groups_and_segments_as_the_window_does(language: str) -> None:
    set_language(language)
    text = {chapter.name: chapter.text for chapter in read_guide(language)}["segments"]
    titles = [*view_names().values(), *(_("New segment"), _("Combine…"), _("Mailing"), _("As in the beginning"))]
    titles += [segment_name(code) for code in GROUPS if code not in ("potential_loyalist", "about_to_sleep")]
    titles += [rhythm_state_name("on_time"), rhythm_state_name("at_risk"), rule_kind_title(ReminderKind.CADENCE)]
    missing = [title for title in titles if title.casefold() not in text.casefold()]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_calls_the_numbers_as_the_report_does(language: str) -> None:
    set_language(language)
    guide = {chapter.name: chapter.text.casefold() for chapter in read_guide(language)}
    parts = [part.title() for part in PARTS.values()]
    told = guide["reports"] + guide["forecast"]
    assert [title for title in parts if title.casefold() not in told and title != _("At a glance")] == []
    keys = "revenue revenue_new revenue_repeat aov ltv crr repeat_purchase_rate median_gap_days cac ltv_cac nps"
    keys += " returns_share lost_share ltv_simple ltv_predicted frequency"
    assert [key for key in keys.split() if figure_title(key).casefold() not in guide["reports"]] == []
    for title in (_("Will come back"), _("Purchases to expect"), _("Money at risk")):
        assert f"- **{title}".casefold() in guide["forecast"]
