"""What a statement reads and writes; what is not understood counts as written."""

import pytest

from studio.caching import tables

PAGE = "wagtailcore_page"


@pytest.mark.parametrize(
    ("sql", "read"),
    [
        ('SELECT a FROM "x" WHERE b IN (SELECT U0."id" FROM "y" U0)', {"x", "y"}),
        ('SELECT (1) FROM "x" INNER JOIN "y" ON (1) LEFT OUTER JOIN "z" T4 ON 1', {"x", "y", "z"}),
        ('(SELECT 1 FROM "a") UNION (SELECT 2 FROM "b")', {"a", "b"}),
        ("select count(*) from x", {"x"}),
        ("SELECT 1", set()),
        ("SELECT 1 FROM x WHERE 1 IN (" + ", ".join(["%s"] * 5000) + ")", {"x"}),
    ],
)
def test_what_is_read_is_whatever_rows_come_from(sql, read):
    assert (tables.read_by(sql), tables.written_by(sql)) == (read, set())


@pytest.mark.parametrize(
    ("sql", "written"),
    [
        ('INSERT INTO "a" ("x") SELECT 1 FROM "b"', {"a"}),
        ('\n  DELETE FROM "a" WHERE id IN (SELECT 1 FROM "b")', {"a"}),
        ("update a set x = 1", {"a"}),
        ('TRUNCATE "a", "b" RESTART IDENTITY', {"a", "b"}),
        ('WITH x AS (SELECT 1 FROM "a") UPDATE "b" SET y = 1', {"a", "b"}),
        ('ALTER TABLE "a" ADD COLUMN "x" integer', {"a", "x"}),
        (f'UPDATE "{PAGE}" SET "title" = %s', {PAGE}),
        (f'UPDATE "{PAGE}" SET "draft_title" = %s, "title" = %s WHERE 1', {PAGE}),
        (f'UPDATE "{PAGE}" SET path=%s', {PAGE}),
        (f'UPDATE "{PAGE}" SET "draft_title" = %s, path=%s', {PAGE}),
        (f'UPDATE "{PAGE}" SET "draft_title" = %s, "latest_revision_id" = %s WHERE 1', set()),
        (f'UPDATE "{PAGE}" SET "latest_revision_id" = NULL', set()),
        ('SAVEPOINT "s1"', set()),
        ("PRAGMA foreign_keys = ON", set()),
    ],
)
def test_what_is_written_is_the_table_that_changes(sql, written):
    assert tables.written_by(sql) == written
