from articles.models.pages import ArticleAuthor, ArticleIndexPage, ArticlePage, RelatedArticle
from articles.models.references import Reference
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
