"""The three catalogs are complete and in step; their words are those of test_agreed.py."""

from __future__ import annotations

from string import Formatter

import pytest
from babel.messages.catalog import Catalog

from salesreport.errors import UnknownKeyError
from salesreport.language.catalogs import (
    LANGUAGES,
    LOCALE_FOLDER,
    catalog_path,
    read_catalog,
    translations,
)
from salesreport.language.derivation import (
    OVERRIDES,
    catalog_bytes,
    traditional_catalog,
    write_traditional,
)


def catalog(language: str) -> Catalog:
    return read_catalog(catalog_path(language))


def texts(message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_the_code_is_translated(language, used_messages):
    known = {m.id if isinstance(m.id, str) else tuple(m.id): m for m in catalog(language) if m.id}
    assert used_messages - set(known) == set()
    empty = [key for key, message in known.items() if not all(texts(message))]
    assert empty == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_catalog_holds_a_message_that_nothing_asks_for(language, used_messages):
    known = {m.id if isinstance(m.id, str) else tuple(m.id) for m in catalog(language) if m.id}
    assert known - used_messages == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_fuzzy(language):
    assert [message.id for message in catalog(language) if message.fuzzy and message.id] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_the_source(language):
    for message in catalog(language):
        if not message.id:
            continue
        source = message.id if isinstance(message.id, str) else message.id[-1]
        for text in texts(message):
            assert placeholders(text) == placeholders(source), message.id


def test_traditional_chinese_is_what_simplified_and_overrides_give():
    derived = traditional_catalog(catalog("zh_CN"), read_catalog(OVERRIDES))
    assert catalog_bytes(derived) == catalog_path("zh_TW").read_bytes()


def test_writing_traditional_chinese_twice_gives_the_same_bytes(tmp_path):
    first = write_traditional(tmp_path / "a.po").read_bytes()
    assert write_traditional(tmp_path / "b.po").read_bytes() == first


def test_overrides_name_only_messages_there_are(used_messages):
    ids = [message.id for message in read_catalog(OVERRIDES) if message.id]
    known = {key if isinstance(key, str) else key[0] for key in ids}
    singulars = {key if isinstance(key, str) else key[0] for key in used_messages}
    assert known - singulars == set()


def test_no_compiled_catalog_is_kept():
    assert list(LOCALE_FOLDER.rglob("*.mo")) == []


def test_an_unknown_language_names_the_near_one():
    with pytest.raises(UnknownKeyError, match="did you mean 'zh_CN'"):
        translations("zh-CN")


def test_a_catalog_is_read_once():
    assert translations("en") is translations("en")
