from articles.models.authors import ArticleAuthor
from articles.models.findings import Finding
from articles.models.index_pages import ArticleIndexPage
from articles.models.library import Source
from articles.models.links import LinkCheck, LinkHost, LinkUse
from articles.models.pages import ArticlePage
from articles.models.records import Record
from articles.models.references import Reference
from articles.models.related import RelatedArticle
from articles.models.topics import ArticleTopic, Topic

__all__ = [
    "ArticleAuthor",
    "ArticleIndexPage",
    "ArticlePage",
    "ArticleTopic",
    "Finding",
    "LinkCheck",
    "LinkHost",
    "LinkUse",
    "Record",
    "Reference",
    "RelatedArticle",
    "Source",
    "Topic",
]
