"""Consents: their words are never changed, only followed by others."""

from typing import Any

from django.db import transaction

from events.ledger import ConsentDocument, ConsentVersion


@transaction.atomic
def publish(document: ConsentDocument, *, statement: str, text: str, by: Any) -> ConsentVersion:
    """Let ``document`` have these words from now on; the same words again are the same version."""
    if document.pk is None:
        document.save()
    document = ConsentDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    digest = ConsentVersion.digest_of(statement, text)
    if document.current and document.current.digest == digest:
        return document.current
    last = document.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = ConsentVersion.objects.create(
        document=document, number=last + 1, statement=statement, text=text, digest=digest, by=by
    )
    ConsentDocument.objects.filter(pk=document.pk).update(current=version)
    return version
