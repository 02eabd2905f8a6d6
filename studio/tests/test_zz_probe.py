import pytest
from studio.tests import cast
pytestmark = pytest.mark.django_db(transaction=True)
Q = ["search=%22","search=a%22b","search=%00","search=%20","search=","search=x&search_operator=x","type=articles.ArticlePage&published_on=x","offset=99999999999999999999999","offset=9223372036854775800&limit=20","locale=%00","locale=x","child_of=99999999999999999999","id=99999999999999999999","find/?id=x","find/?id=999999999999999999999999","find/?html_path=%00","find/?html_path=x","site=x","site=%00", "order=text&type=articles.ArticlePage","order=references&type=articles.ArticlePage","references=x&type=articles.ArticlePage","references=1&type=articles.ArticlePage","alias_of=x","first_published_at=x","fields=(","fields=%00","title=%00","type=%00","limit=0","search=a&title=x","search=a&order=-title","search=a&order=random","rich_text_format=x","translation_of=1","parent=x", "search=x&type=articles.ArticlePage&fields=text", "references=%00&type=articles.ArticlePage","99999999999999999999999/","fields=references(title)&type=articles.ArticlePage","fields=parent(x)","fields=*","fields=*&type=articles.ArticlePage","text=1&type=articles.ArticlePage","_=%00","format=api","format=%00","search=%00a","slug=%00", "alias_of=9999999999999999999999999"]
@pytest.mark.parametrize("q", Q)
def test_x(client, index, q):
    cast.make_trunk_article(index)
    client.raise_request_exception=True
    url = "/api/v2/pages/" + (q if "/" in q else "?" + q)
    r = client.get(url)
    print("RES", q, r.status_code, r.content[:80])
