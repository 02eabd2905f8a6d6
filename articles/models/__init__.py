from articles.models.authors import ArticleAuthor
from articles.models.index_pages import ArticleIndexPage
from articles.models.pages import ArticlePage
from articles.models.references import Reference
from articles.models.related import RelatedArticle
from articles.models.topics import ArticleTopic, Topic

__all__ = [
    "ArticleAuthor",
    "ArticleIndexPage",
    "ArticlePage",
    "ArticleTopic",
    "Reference",
    "RelatedArticle",
    "Topic",
]
